import { useState } from "react";
import { hrefOf } from "../base-address.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { TextField } from "./field.tsx";
import { Frame } from "./frame.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

const missing = "Enter your username or e-mail address.";

/** Asks for a link to a new password. The answer does not say whether anybody has the name. */
export function ForgotPage() {
  const [askedFor, setAskedFor] = useState<string>();
  const { isBusy, send } = useSending();
  const fields = useFormFields({ identifier: "" }, { identifier: missing });
  const form = useFocusOnFault(fields.attempt);
  const ask = () => {
    fields.clearProblem();
    const identifier = fields.values.identifier.trim();
    if (!identifier) return fields.refuse({ identifier: missing });
    send(async () => {
      await login.requestPasswordReset({ body: { identifier } });
      setAskedFor(identifier);
    }, fields.showProblem);
  };
  if (askedFor) return <LookInMailbox askedFor={askedFor} onAgain={() => setAskedFor(undefined)} />;
  return (
    <Frame title="Forgot your password?">
      <p>We mail you a link with which you choose a new one. Your second step stays as it is.</p>
      <form ref={form} onSubmit={submitting(ask)} noValidate>
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
        <SubmitButton text="Mail me a link" busyText="Sending" isBusy={isBusy} />
      </form>
      <p className="aside">
        <a href={hrefOf("/signin")}>Back to sign-in</a>
      </p>
    </Frame>
  );
}

function LookInMailbox({ askedFor, onAgain }: { askedFor: string; onAgain: () => void }) {
  return (
    <Frame title="Look in your mailbox">
      <p>
        If an account goes by <strong className="breakable">{askedFor}</strong>, a mail is on its way to its address.
        The link in it works for an hour.
      </p>
      <p>
        Nothing after a few minutes? Look in the spam folder, try your username instead of your address, or ask your
        user manager: an account that is disabled, or not registered yet, gets no mail.
      </p>
      <p className="aside">
        <button type="button" className="link" onClick={onAgain}>
          Try another name
        </button>{" "}
        or <a href={hrefOf("/signin")}>go to sign-in</a>
      </p>
    </Frame>
  );
}
