import { TextField } from "./field.tsx";

interface CodeFieldProps {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly error?: string | undefined;
  readonly hint: string;
  /** Letters and digits from paper rather than digits from a phone. */
  readonly isRecovery?: boolean;
}

/** The digits of an authenticator app or a mail, in one input that browsers can fill; or a recovery code. */
export function CodeField({ value, onText, error, hint, isRecovery }: CodeFieldProps) {
  return (
    <TextField
      label={isRecovery ? "Recovery code" : "Code"}
      hint={hint}
      error={error}
      value={value}
      onText={onText}
      name="code"
      className="code"
      inputMode={isRecovery ? "text" : "numeric"}
      autoComplete={isRecovery ? "off" : "one-time-code"}
      maxLength={isRecovery ? 24 : 16}
      spellCheck={false}
    />
  );
}
