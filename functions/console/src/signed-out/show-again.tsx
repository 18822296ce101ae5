import { useState } from "react";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { nonceFor } from "../reveal-nonce.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { revealed } from "./calls.ts";
import { Frame } from "./frame.tsx";
import { type Given, HandedOver } from "./handed-over.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

/** After a lost answer: the browser that used the link is shown the password once more, within a minute. */
export function ShowAgain({ token, practiceName }: { token: string; practiceName: string }) {
  const [given, setGiven] = useState<Given>();
  const [problem, setProblem] = useState<ProblemError>();
  const { isBusy, send } = useSending();
  const show = () =>
    send(
      async () => {
        setProblem(undefined);
        setGiven(await revealed({ body: { token }, intention: nonceFor(token) }));
      },
      (thrown) => setProblem(problemOf(thrown)),
    );
  if (given) return <HandedOver given={given} />;
  return (
    <Frame title="This link was used here">
      <p>
        Did the password get lost on its way? For a minute this browser can show it again. Later, ask who sent the link
        at {practiceName} for another one.
      </p>
      <form onSubmit={submitting(show)} noValidate>
        <ProblemAlert problem={problem} />
        {problem?.code === "secret-link.sign-in-first" ? (
          <p>
            <a className="button primary" href={hrefOf("/sftp/password")}>
              Go on to the password
            </a>
          </p>
        ) : (
          <SubmitButton text="Show the password again" busyText="Asking" isBusy={isBusy} />
        )}
      </form>
    </Frame>
  );
}
