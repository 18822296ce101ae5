import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { hrefOf, returnPathOf } from "../base-address.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { Alert, ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { goOnFromPassword, isOutsideHours } from "./entered.ts";
import { TextField } from "./field.tsx";
import { Frame } from "./frame.tsx";
import { PasswordField } from "./password-field.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";
import { keptWantedPage } from "./wanted-page.ts";

const reasons = {
  registered: "You are registered. Sign in with your new password.",
  reset: "Your new password is set. Sign in with it; your second step is as before.",
  expired: "That sign-in took too long. Start again with your password.",
  return: "Sign in to go on. You come back to the page you wanted.",
} as const;

/** Username or e-mail and password. Whatever is wrong, there is one answer. */
export function SignInPage() {
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const named = query.get("return");
  const wanted = keptWantedPage(named);
  const { isBusy, send } = useSending();
  const fields = useFormFields(
    { identifier: "", password: "" },
    { identifier: "Enter your username or e-mail address.", password: "Enter your password." },
  );
  const form = useFocusOnFault(fields.attempt);
  const [reason] = useState(() => reasonOf(query.get("reason"), named));
  const refuse = (thrown: unknown) => {
    if (!isOutsideHours(thrown)) fields.showProblem(thrown);
  };
  const signIn = () => {
    fields.clearProblem();
    const missing = {
      ...(fields.values.identifier.trim() ? {} : { identifier: "Enter your username or e-mail address." }),
      ...(fields.values.password ? {} : { password: "Enter your password." }),
    };
    if (Object.keys(missing).length > 0) return fields.refuse(missing);
    send(async () => {
      const asked = await login.signIn({ body: { ...fields.values, application: "administration" } });
      goOnFromPassword(asked, returnPathOf(wanted), navigate);
    }, refuse);
  };
  return (
    <Frame title="Sign in">
      {reason && !fields.problem && <Alert kind="info">{reasons[reason]}</Alert>}
      <form ref={form} onSubmit={submitting(signIn)} noValidate>
        <ProblemAlert problem={fields.problem} />
        <TextField
          label="Username or e-mail"
          error={fields.errors.identifier}
          name="identifier"
          value={fields.values.identifier}
          onText={(text) => fields.set("identifier", text)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
        <PasswordField
          value={fields.values.password}
          onText={(text) => fields.set("password", text)}
          autoComplete="current-password"
          error={fields.errors.password}
        />
        <SubmitButton text="Sign in" busyText="Signing in" isBusy={isBusy} />
      </form>
      <p className="aside">
        <a href={hrefOf("/forgot")}>Forgot your password?</a>
      </p>
      <p className="aside">
        New here? <a href={hrefOf("/signup")}>Sign up a practice</a>. Invited? Open the link in your invitation mail.
      </p>
    </Frame>
  );
}

function reasonOf(named: string | null, wanted: string | null): keyof typeof reasons | undefined {
  if (named === "registered" || named === "reset" || named === "expired") return named;
  return wanted && returnPathOf(wanted) !== "/" ? "return" : undefined;
}
