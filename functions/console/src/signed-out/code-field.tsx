import { TextField } from "./field.tsx";

interface CodeFieldProps {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly error?: string | undefined;
  readonly hint: string;
}

/** The six digits of an authenticator app or a mail, in one input that browsers can fill. */
export function CodeField({ value, onText, error, hint }: CodeFieldProps) {
  return (
    <TextField
      label="Code"
      hint={hint}
      error={error}
      value={value}
      onText={onText}
      name="code"
      className="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={16}
      spellCheck={false}
    />
  );
}
