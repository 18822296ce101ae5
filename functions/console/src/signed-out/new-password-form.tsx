import type { PasswordContext } from "../../../../shared/domain/password-policy.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { unmetRule } from "../password-rules.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

interface NewPasswordFormProps {
  readonly context: PasswordContext;
  /** For password managers, which keep the new password under it. */
  readonly username: string;
  readonly button: string;
  readonly send: (password: string) => Promise<void>;
  /** Takes a refusal that leads elsewhere. @returns whether it did */
  readonly onOver: (thrown: unknown) => boolean;
}

/** One new password, checked while one types. */
export function NewPasswordForm({ context, username, button, send, onOver }: NewPasswordFormProps) {
  const sending = useSending();
  const fields = useFormFields({ password: "" }, { password: "Choose a password that meets the rules below." });
  const form = useFocusOnFault(fields.attempt);
  const { password } = fields.values;
  const save = () => {
    fields.clearProblem();
    const unmet = unmetRule(password, context);
    if (unmet) return fields.refuse({ password: unmet });
    sending.send(
      () => send(password),
      (thrown) => onOver(thrown) || fields.showProblem(thrown),
    );
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <ProblemAlert problem={fields.problem} />
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <NewPasswordField
        value={password}
        error={fields.errors.password}
        context={context}
        onText={(text) => fields.set("password", text)}
      />
      <SubmitButton text={button} busyText="Saving" isBusy={sending.isBusy} />
    </form>
  );
}
