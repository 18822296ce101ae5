import { useLocation } from "wouter";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { useIntention } from "../intention.ts";
import { forgetLinkToken, useLinkToken } from "../link-token.ts";
import { login } from "./calls.ts";
import { Frame } from "./frame.tsx";
import { LookUpFailed, useLinkLookUp } from "./link-look-up.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";

const ask = (token: string) => login.lookUpPasswordReset({ body: { token } });

/** What the link in a reset mail opens. Looking consumes nothing; only the sent form does. */
export function ResetPage() {
  const token = useLinkToken("reset");
  const [, navigate] = useLocation();
  const [looked, isOverSince] = useLinkLookUp(token, ask);
  const intention = useIntention();
  if (!looked) {
    return (
      <Frame title="Choose a new password">
        <p role="status">Looking the link up</p>
      </Frame>
    );
  }
  if ("problem" in looked) return <NoReset problem={looked.problem} />;
  const { username, practiceName, rules } = looked.found;
  const onOver = (thrown: unknown) => {
    const problem = problemOf(thrown);
    const isOver = problem.code === "password-reset.link-invalid";
    if (isOver) isOverSince(problem);
    return isOver;
  };
  return (
    <Frame title="Choose a new password">
      <p>
        For <strong className="breakable">{username}</strong> at {practiceName}. You are then signed out everywhere, and
        sign in with the new password and your second step.
      </p>
      <NewPasswordForm
        context={rules}
        username={username}
        button="Save the new password"
        onOver={onOver}
        send={async (password) => {
          const body = { token, password };
          await login.confirmPasswordReset({ body, intention: intention.keyFor(body) });
          forgetLinkToken("reset");
          navigate("/signin?reason=reset");
        }}
      />
    </Frame>
  );
}

function NoReset({ problem }: { problem: ProblemError }) {
  const isLink = problem.code === "password-reset.link-invalid" || problem.code === "request.invalid";
  return (
    <Frame title={isLink ? "This link is not good any more" : "The link could not be looked up"}>
      {isLink ? (
        <p>It was used, is older than an hour, or a newer one was mailed. Use the newest mail, or ask for another.</p>
      ) : (
        <LookUpFailed problem={problem} />
      )}
      <p>
        <a className="button primary" href={hrefOf("/forgot")}>
          Ask for a new link
        </a>
      </p>
      <p className="aside">
        <a href={hrefOf("/signin")}>Go to sign-in</a>
      </p>
    </Frame>
  );
}
