import { useState } from "react";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { useLinkToken } from "../link-token.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { registrations } from "./calls.ts";
import { Frame } from "./frame.tsx";
import { LookUpFailed, useLinkLookUp } from "./link-look-up.tsx";
import { RegistrationForm } from "./registration-form.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

const lookUp = (token: string) => registrations.lookUpRegistration({ body: { token } });

/** What the link in an invitation opens. Looking consumes nothing; only the sent form does. */
export function RegistrationPage() {
  const token = useLinkToken("invitation");
  const [looked] = useLinkLookUp(token, lookUp);
  if (!looked) {
    return (
      <Frame title="Register">
        <p role="status">Looking your invitation up</p>
      </Frame>
    );
  }
  if ("problem" in looked) return <NoInvitation problem={looked.problem} />;
  const { found: invitation } = looked;
  if (invitation.state === "open") return <RegistrationForm token={token} invitation={invitation} />;
  return invitation.state === "registered" ? (
    <Frame title="Already registered">
      <p>
        This link was used to register with {invitation.practiceName}. Sign in with the username and password you chose
        then.
      </p>
      <SignInLink />
    </Frame>
  ) : (
    <Expired token={token} practiceName={invitation.practiceName} />
  );
}

/** A new link goes to the address that was invited, whoever asks for it. */
function Expired({ token, practiceName }: { token: string; practiceName: string }) {
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();
  const { isBusy, send } = useSending();
  const ask = () =>
    send(
      async () => {
        await registrations.sendNewLink({ body: { token }, intention: crypto.randomUUID() });
        setAsked(true);
      },
      (thrown) => setProblem(problemOf(thrown)),
    );
  if (isAsked)
    return (
      <Frame title="Look in your mailbox">
        <p>A new link is on its way to the address that was invited. This one stays expired.</p>
        <p>
          Nothing after a few minutes? Look in the spam folder, or ask who invited you at {practiceName}: the address
          may be wrong.
        </p>
        <SignInLink />
      </Frame>
    );
  return (
    <Frame title="This invitation has expired">
      <p>We can mail a new link to the address that {practiceName} invited.</p>
      <form onSubmit={submitting(ask)} noValidate>
        <ProblemAlert problem={problem} />
        <SubmitButton text="Send me a new link" busyText="Sending" isBusy={isBusy} />
      </form>
      <SignInLink />
    </Frame>
  );
}

function NoInvitation({ problem }: { problem: ProblemError }) {
  const isLink = problem.code === "invitation.link-invalid" || problem.code === "request.invalid";
  return (
    <Frame title={isLink ? "This link is not valid" : "The invitation could not be looked up"}>
      {isLink ? (
        <p>
          Use the link in the newest mail, and copy the whole of it: it ends with a long text after #. If that does not
          help, ask who invited you for a new invitation.
        </p>
      ) : (
        <LookUpFailed problem={problem} />
      )}
      <SignInLink />
    </Frame>
  );
}

const SignInLink = () => (
  <p className="aside">
    <a href={hrefOf("/signin")}>Go to sign-in</a>
  </p>
);
