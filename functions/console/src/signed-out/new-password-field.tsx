import { useId } from "react";
import type { PasswordContext } from "../../../../shared/domain/password-policy.ts";
import { PasswordField } from "./password-field.tsx";
import { PasswordRuleList } from "./password-rule-list.tsx";

interface NewPasswordFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly context: PasswordContext;
  readonly onText: (text: string) => void;
}

/** A password to be chosen, with the practice's rules under it. */
export function NewPasswordField({ value, error, context, onText }: NewPasswordFieldProps) {
  const rulesId = useId();
  return (
    <>
      <PasswordField
        value={value}
        onText={onText}
        autoComplete="new-password"
        error={error}
        hint="Let a password manager make one, or join four words that do not belong together."
        describedBy={rulesId}
      />
      <PasswordRuleList id={rulesId} password={value} context={context} />
    </>
  );
}
