import FormField, { type FormFieldProps } from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";

interface TextFieldProps extends Omit<FormFieldProps, "children" | "errorText"> {
  readonly value: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  readonly input?: Partial<InputProps>;
}

/** A labelled line of text. */
export function TextField({ value, error, onText, input, ...field }: TextFieldProps) {
  return (
    <FormField {...field} errorText={error}>
      <Input {...input} value={value} onChange={({ detail }) => onText(detail.value)} />
    </FormField>
  );
}
