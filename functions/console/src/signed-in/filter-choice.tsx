import Select, { type SelectProps } from "@cloudscape-design/components/select";

interface ChoiceProps {
  readonly value: string | undefined;
  readonly options: readonly SelectProps.Option[];
  /** What stands for no choice. */
  readonly none?: string;
  readonly onChosen: (value: string | undefined) => void;
}

/** One filter of a list: a value, or any. */
export function FilterChoice({ value, options, none = "Any", onChosen }: ChoiceProps) {
  const any = { value: "", label: none };
  const shown = value ? (options.find((option) => option.value === value) ?? { value, label: value }) : any;
  return (
    <Select
      selectedOption={shown}
      options={[any, ...options]}
      filteringType="auto"
      filteringPlaceholder="Find"
      filteringAriaLabel="Find"
      expandToViewport
      onChange={({ detail }) => onChosen(detail.selectedOption.value || undefined)}
    />
  );
}
