import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { loginRoutes } from "../../../../shared/contract/login.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { CodeField } from "./code-field.tsx";
import { goOn, isOutsideHours } from "./entered.ts";
import { QrCode } from "./qr-code.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

interface SetUpProps {
  /** @returns whether this sign-in is over, so that nothing is left to show here */
  readonly onOver: (thrown: unknown) => boolean;
}

/** Shows the key of a new authenticator as a picture and as text, and takes the first code. */
export function SetUpApp({ onOver }: SetUpProps) {
  const [, navigate] = useLocation();
  const { isBusy, send } = useSending();
  const fields = useFormFields({ code: "" }, { code: "Type the 6 digits that the app shows now." });
  const form = useFocusOnFault(fields.attempt);
  const refuse = (thrown: unknown) => {
    if (!isOutsideHours(thrown) && !onOver(thrown)) fields.showProblem(thrown);
  };
  const key = useNewKey(refuse);
  const confirm = () => {
    fields.clearProblem();
    const body = fields.check(loginRoutes.confirmTotp.body, fields.values);
    if (!body) return;
    send(async () => {
      goOn(await login.confirmTotp({ body }), navigate);
    }, refuse);
  };
  return (
    <form ref={form} onSubmit={submitting(confirm)} noValidate>
      <ProblemAlert problem={fields.problem} />
      <ol className="steps">
        <li>Open an authenticator app on your phone, such as the one you use for your bank, and add an account.</li>
        <li>
          Scan this picture
          {key ? (
            <QrCode text={key.otpauthUri} label="Picture of the key for your authenticator app" />
          ) : (
            <p role="status">Making your key</p>
          )}
          {key && <TypedKey secret={key.secret} />}
        </li>
        <li>Type the code that the app shows.</li>
      </ol>
      <CodeField
        value={fields.values.code}
        onText={(text) => fields.set("code", text)}
        error={fields.errors.code}
        hint="6 digits. They change every 30 seconds."
      />
      <SubmitButton text="Verify and sign in" busyText="Verifying" isBusy={isBusy} />
    </form>
  );
}

function TypedKey({ secret }: { secret: string }) {
  return (
    <details>
      <summary>Cannot scan? Type the key</summary>
      <p>
        <code className="key">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
      <p>Type: time-based, 6 digits. The key is shown only now.</p>
    </details>
  );
}

/** Asks for the key once, however often React draws. */
function useNewKey(onError: (thrown: unknown) => void): { secret: string; otpauthUri: string } | undefined {
  const [key, setKey] = useState<{ secret: string; otpauthUri: string }>();
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    login.startTotp().then(setKey).catch(onError);
  }, [onError]);
  return key;
}
