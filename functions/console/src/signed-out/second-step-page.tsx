import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { loginRoutes } from "../../../../shared/contract/login.ts";
import type { CodeChannel, SecondStepMethod } from "../../../../shared/domain/code-channel.ts";
import { problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { wayLabels } from "../ways.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { CodeField } from "./code-field.tsx";
import { goOn, isOutsideHours } from "./entered.ts";
import { Frame } from "./frame.tsx";
import { pendingSignIn, rememberCodeSent } from "./pending-sign-in.ts";
import { SentCode } from "./sent-code.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

type Way = SecondStepMethod | "recovery";

const hints: Readonly<Record<Way, string>> = {
  totp: "Open your authenticator app and type the 6 digits it shows for Gatehouse.",
  email: "Type the digits from the newest mail.",
  sms: "Type the digits from the newest text message.",
  recovery: "Type one of the codes you printed or saved, such as 7K3QM-ZT4XA. Each works once.",
};

/** The code of the second step, from the app, a mail or a text; whoever has several ways chooses. */
export function SecondStepPage() {
  const [, navigate] = useLocation();
  const [pending, setPending] = useState(pendingSignIn);
  const { isBusy, send } = useSending();
  const fields = useFormFields(
    { code: "" },
    { code: "Type the digits of the code, or all 10 characters of a recovery code." },
  );
  const formElement = useFocusOnFault(fields.attempt);
  const enrolled = pending?.asked.enrolled ?? [];
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? enrolled[0];
  useEffect(() => {
    if (!way) navigate("/signin", { replace: true });
  }, [way, navigate]);
  if (!pending || !way) return null;
  const verify = () => {
    fields.clearProblem();
    const body = fields.check(loginRoutes.answerSecondStep.body, { method: way, code: fields.values.code });
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
  const sendBy = async (method: CodeChannel) => {
    const sent = await login.resendCode({ body: { method } });
    rememberCodeSent(sent);
    setPending(pendingSignIn());
    return sent;
  };
  const change = (next: Way) => {
    fields.set("code", "");
    fields.clearProblem();
    const isToSend = (next === "email" || next === "sms") && pending.asked.sent?.method !== next;
    if (!isToSend) return setChosen(next);
    send(async () => {
      await sendBy(next);
      setChosen(next);
    }, refuse);
  };
  const form = (
    <form ref={formElement} onSubmit={submitting(verify)} noValidate>
      <ProblemAlert problem={fields.problem} />
      <CodeField
        value={fields.values.code}
        onText={(text) => fields.set("code", text)}
        error={fields.errors.code}
        hint={hints[way]}
        isRecovery={way === "recovery"}
      />
      <SubmitButton text="Verify" busyText="Verifying" isBusy={isBusy} />
    </form>
  );
  const { sent } = pending.asked;
  return (
    <Frame title="2-step verification">
      {way === "email" || way === "sms" ? (
        <SentCode
          key={way}
          channel={way}
          sent={sent?.method === way ? sent : undefined}
          resend={() => sendBy(way)}
          onError={refuse}
        >
          {form}
        </SentCode>
      ) : (
        form
      )}
      <OtherWays ways={enrolled.filter((other) => other !== way)} isRecovering={way === "recovery"} onChosen={change} />
      <p className="aside">
        <a href={hrefOf("/signin")}>Start again with another account</a>
      </p>
    </Frame>
  );
}

interface OtherWaysProps {
  readonly ways: readonly SecondStepMethod[];
  readonly isRecovering: boolean;
  readonly onChosen: (way: Way) => void;
}

/** The other ways that this person has; back from a recovery code goes to the first of them. */
function OtherWays({ ways, isRecovering, onChosen }: OtherWaysProps) {
  const first = ways[0];
  const shown = isRecovering && first ? ways.slice(1) : ways;
  return (
    <>
      {isRecovering && first && <WayButton text="Use the second step instead" onClick={() => onChosen(first)} />}
      {shown.map((way) => (
        <WayButton key={way} text={wayLabels[way]} onClick={() => onChosen(way)} />
      ))}
      {!isRecovering && <WayButton text="Use a recovery code" onClick={() => onChosen("recovery")} />}
    </>
  );
}

function WayButton({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <p className="aside">
      <button type="button" className="link" onClick={onClick}>
        {text}
      </button>
    </p>
  );
}
