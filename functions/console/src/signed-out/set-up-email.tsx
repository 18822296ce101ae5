import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import type * as z from "zod/mini";
import { loginRoutes } from "../../../../shared/contract/login.ts";
import type { CodeSent } from "../../../../shared/contract/second-step.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { CodeField } from "./code-field.tsx";
import { goOn, isOutsideHours } from "./entered.ts";
import { SentCode } from "./sent-code.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

/** Mails a first code and takes it: the address is proven and used from now on. */
export function SetUpEmail({ onOver }: { onOver: (thrown: unknown) => boolean }) {
  const [, navigate] = useLocation();
  const { isBusy, send } = useSending();
  const fields = useFormFields({ code: "" }, { code: "Type the digits from the newest mail." });
  const form = useFocusOnFault(fields.attempt);
  const refuse = (thrown: unknown) => {
    if (!isOutsideHours(thrown) && !onOver(thrown)) fields.showProblem(thrown);
  };
  const sent = useFirstMail(refuse);
  const confirm = () => {
    fields.clearProblem();
    const body = fields.check(loginRoutes.confirmEmailCodes.body, fields.values);
    if (!body) return;
    send(async () => {
      goOn(await login.confirmEmailCodes({ body }), navigate);
    }, refuse);
  };
  return (
    <SentCode key={sent?.destination} channel="email" sent={sent} resend={login.startEmailCodes} onError={refuse}>
      <form ref={form} onSubmit={submitting(confirm)} noValidate>
        <ProblemAlert problem={fields.problem} />
        <CodeField
          value={fields.values.code}
          onText={(text) => fields.set("code", text)}
          error={fields.errors.code}
          hint="Type the digits from the newest mail."
        />
        <SubmitButton text="Verify and sign in" busyText="Verifying" isBusy={isBusy} />
      </form>
    </SentCode>
  );
}

/** Has the first code mailed once, however often React draws. */
function useFirstMail(onError: (thrown: unknown) => void): z.output<typeof CodeSent> | undefined {
  const [sent, setSent] = useState<z.output<typeof CodeSent>>();
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    login.startEmailCodes().then(setSent).catch(onError);
  }, [onError]);
  return sent;
}
