import { useState } from "react";
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
import { TextField } from "./field.tsx";
import { SentCode } from "./sent-code.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

interface SetUpProps {
  readonly onOver: (thrown: unknown) => boolean;
}

/** Takes a number, texts a first code to it and takes that: the number is proven and used from now on. */
export function SetUpSms({ onOver }: SetUpProps) {
  const [sent, setSent] = useState<z.output<typeof CodeSent>>();
  if (!sent) return <NumberForm onOver={onOver} onSent={setSent} />;
  return (
    <>
      <ProveForm onOver={onOver} sent={sent} />
      <p className="aside">
        <button type="button" className="link" onClick={() => setSent(undefined)}>
          Use another number
        </button>
      </p>
    </>
  );
}

function NumberForm({ onOver, onSent }: SetUpProps & { onSent: (sent: z.output<typeof CodeSent>) => void }) {
  const { isBusy, send } = useSending();
  const fields = useFormFields(
    { phone: "" },
    { phone: "Enter your number with its country, such as +1 312 555 0147." },
  );
  const form = useFocusOnFault(fields.attempt);
  const ask = () => {
    fields.clearProblem();
    const body = fields.check(loginRoutes.startSmsCodes.body, fields.values);
    if (!body) return;
    send(
      async () => onSent(await login.startSmsCodes({ body })),
      (thrown) => void (onOver(thrown) || fields.showProblem(thrown)),
    );
  };
  return (
    <form ref={form} onSubmit={submitting(ask)} noValidate>
      <ProblemAlert problem={fields.problem} />
      <TextField
        label="Mobile number"
        hint="With its country, such as +1 312 555 0147. A code is texted to it now and at every sign-in."
        error={fields.errors.phone}
        value={fields.values.phone}
        onText={(text) => fields.set("phone", text)}
        name="phone"
        type="tel"
        autoComplete="tel"
        maxLength={32}
      />
      <SubmitButton text="Text me a code" busyText="Sending" isBusy={isBusy} />
    </form>
  );
}

function ProveForm({ onOver, sent }: SetUpProps & { sent: z.output<typeof CodeSent> }) {
  const [, navigate] = useLocation();
  const { isBusy, send } = useSending();
  const fields = useFormFields({ code: "" }, { code: "Type the digits from the newest text message." });
  const form = useFocusOnFault(fields.attempt);
  const refuse = (thrown: unknown) => {
    if (!isOutsideHours(thrown) && !onOver(thrown)) fields.showProblem(thrown);
  };
  const confirm = () => {
    fields.clearProblem();
    const body = fields.check(loginRoutes.confirmSmsCodes.body, fields.values);
    if (!body) return;
    send(async () => {
      goOn(await login.confirmSmsCodes({ body }), navigate);
    }, refuse);
  };
  return (
    <SentCode channel="sms" sent={sent} resend={() => login.resendCode({ body: { method: "sms" } })} onError={refuse}>
      <form ref={form} onSubmit={submitting(confirm)} noValidate>
        <ProblemAlert problem={fields.problem} />
        <CodeField
          value={fields.values.code}
          onText={(text) => fields.set("code", text)}
          error={fields.errors.code}
          hint="Type the digits from the newest text message."
        />
        <SubmitButton text="Verify and sign in" busyText="Verifying" isBusy={isBusy} />
      </form>
    </SentCode>
  );
}
