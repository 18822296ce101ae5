import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { useState } from "react";

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  readonly description?: string;
  readonly input?: Partial<Pick<InputProps, "autoComplete" | "inputMode">>;
}

/** A secret that can be shown. Pasting works. */
export function SecretField({ label, value, error, onText, description, input }: SecretFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <FormField
      label={label}
      description={description}
      errorText={error}
      secondaryControl={
        <Button
          formAction="none"
          onClick={() => setIsShown(!isShown)}
          ariaLabel={`${isShown ? "Hide" : "Show"} ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
        >
          {isShown ? "Hide" : "Show"}
        </Button>
      }
    >
      <Input
        {...input}
        value={value}
        type={isShown ? "text" : "password"}
        spellcheck={false}
        onChange={({ detail }) => onText(detail.value)}
      />
    </FormField>
  );
}
