import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { loginRoutes } from "../../../../shared/contract/login.ts";
import { problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { CodeField } from "./code-field.tsx";
import { goOn, isOutsideHours } from "./entered.ts";
import { Frame } from "./frame.tsx";
import { MailedCode } from "./mailed-code.tsx";
import { pendingSignIn } from "./pending-sign-in.ts";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

const hints = {
  totp: "Open your authenticator app and type the 6 digits it shows for Gatehouse.",
  email: "Type the digits from the newest mail.",
  recovery: "Type one of the codes you printed or saved, such as 7K3QM-ZT4XA. Each works once.",
} as const;

/** The code of the second step, from the app or from a mail. */
export function SecondStepPage() {
  const [, navigate] = useLocation();
  const [pending] = useState(pendingSignIn);
  const { isBusy, send } = useSending();
  const fields = useFormFields(
    { code: "" },
    { code: "Type the digits of the code, or all 10 characters of a recovery code." },
  );
  const formElement = useFocusOnFault(fields.attempt);
  const enrolled = pending?.asked.enrolled[0];
  const [isRecovering, setIsRecovering] = useState(false);
  const method = isRecovering && enrolled ? "recovery" : enrolled;
  useEffect(() => {
    if (!method) navigate("/signin", { replace: true });
  }, [method, navigate]);
  if (!pending || !method) return null;
  const verify = () => {
    fields.clearProblem();
    const body = fields.check(loginRoutes.answerSecondStep.body, { method, code: fields.values.code });
    if (!body) return;
    send(async () => {
      goOn(await login.answerSecondStep({ body }), navigate);
    }, refuse);
  };
  const refuse = (thrown: unknown) => {
    if (isOutsideHours(thrown)) return;
    if (problemOf(thrown).code === "second-step.expired") return navigate("/signin?reason=expired");
    fields.set("code", "");
    fields.showProblem(thrown);
  };
  const changeWay = () => {
    fields.set("code", "");
    fields.clearProblem();
    setIsRecovering(!isRecovering);
  };
  const form = (
    <form ref={formElement} onSubmit={submitting(verify)} noValidate>
      <ProblemAlert problem={fields.problem} />
      <CodeField
        value={fields.values.code}
        onText={(text) => fields.set("code", text)}
        error={fields.errors.code}
        hint={hints[method]}
        isRecovery={isRecovering}
      />
      <SubmitButton text="Verify" busyText="Verifying" isBusy={isBusy} />
    </form>
  );
  return (
    <Frame title="2-step verification">
      {method === "email" ? (
        <MailedCode sent={pending.asked.sent} resend={login.resendCode} onError={refuse}>
          {form}
        </MailedCode>
      ) : (
        form
      )}
      <p className="aside">
        <button type="button" className="link" onClick={changeWay}>
          {isRecovering ? "Use the second step instead" : "Use a recovery code"}
        </button>
      </p>
      <p className="aside">
        <a href={hrefOf("/signin")}>Start again with another account</a>
      </p>
    </Frame>
  );
}
