import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { login } from "./calls.ts";
import { enteredBefore, goOn, isOutsideHours } from "./entered.ts";
import { Frame } from "./frame.tsx";
import { NewPasswordForm } from "./new-password-form.tsx";

/** The new password that a sign-in asks for after its second step. */
export function NewPasswordPage() {
  const [, navigate] = useLocation();
  const [entered] = useState(enteredBefore);
  const rules = entered?.outcome === "new-password" ? entered.rules : undefined;
  useEffect(() => {
    if (!rules) navigate("/signin", { replace: true });
  }, [rules, navigate]);
  if (!rules) return null;
  const onOver = (thrown: unknown) => {
    if (isOutsideHours(thrown)) return true;
    const isOver = ["second-step.expired", "second-step.unavailable"].includes(problemOf(thrown).code);
    if (isOver) navigate("/signin?reason=expired");
    return isOver;
  };
  return (
    <Frame title="Choose a new password">
      <p>
        Your practice asks for a new password before you go on: the old one has reached its age, was only meant for your
        first sign-in, or is too short to be your only proof.
      </p>
      <NewPasswordForm
        context={rules}
        username=""
        button="Save and sign in"
        onOver={onOver}
        send={async (password) => goOn(await login.setNewPassword({ body: { password } }), navigate)}
      />
      <p className="aside">
        <a href={hrefOf("/signin")}>Start again with another account</a>
      </p>
    </Frame>
  );
}
