import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { type Permission, permissions } from "../../../../shared/domain/permission.ts";
import { type Role, roles } from "../../../../shared/domain/role.ts";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import { enteredBefore, goOn, isOutsideHours } from "./entered.ts";
import { Frame } from "./frame.tsx";
import { useSending } from "./use-sending.ts";

/** In which role to work, for those whose roles do not include each other. */
export function ChoicePage() {
  const [, navigate] = useLocation();
  const [entered] = useState(enteredBefore);
  const [problem, setProblem] = useState<ProblemError>();
  const { isBusy, send } = useSending();
  const asked = entered?.outcome === "choose" ? entered.roles : undefined;
  useEffect(() => {
    if (!asked) navigate("/signin", { replace: true });
  }, [asked, navigate]);
  if (!asked) return null;
  const choose = (role: Role) =>
    send(
      async () => goOn(await login.chooseRole({ body: { role } }), navigate),
      (thrown) => {
        if (isOutsideHours(thrown)) return;
        if (problemOf(thrown).code === "second-step.expired") return navigate("/signin?reason=expired");
        setProblem(problemOf(thrown));
      },
    );
  return (
    <Frame title="Choose your role">
      <p>You hold more than one role. Choose the one you work in now; the audit log names it with all you do.</p>
      <ProblemAlert problem={problem} />
      <ul className="choices" aria-label="Your roles">
        {asked.map((role) => (
          <li key={role}>
            <button type="button" onClick={() => choose(role)} aria-disabled={isBusy}>
              <strong>{roles[role].title}</strong>
              <span>{mayInWords(roles[role].permissions)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="aside">
        <a href={hrefOf("/signin")}>Start again with another account</a>
      </p>
    </Frame>
  );
}

/** "May invite users, unlock users and read the audit log." The own profile is everybody's and says nothing. */
function mayInWords(held: readonly Permission[]): string {
  const words = held.filter((permission) => permission !== "profile:own").map((permission) => permissions[permission]);
  return `May ${new Intl.ListFormat("en").format(words)}.`;
}
