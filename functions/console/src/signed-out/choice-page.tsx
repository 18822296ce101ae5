import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { type Permission, permissions } from "../../../../shared/domain/permission.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { ProblemAlert } from "./alert.tsx";
import { login } from "./calls.ts";
import type { Asked, Choice } from "./choice.ts";
import { ChoiceForm } from "./choice-form.tsx";
import { enteredBefore, goOn, isOutsideHours } from "./entered.ts";
import { Frame } from "./frame.tsx";
import { useSending } from "./use-sending.ts";

/** So many sites are buttons at a glance; more are a list to search by typing. */
const mostButtons = 6;

/** In which role and at which site to work, for those who have more than one of either. */
export function ChoicePage() {
  const [, navigate] = useLocation();
  const [entered] = useState(enteredBefore);
  const [problem, setProblem] = useState<ProblemError>();
  const { isBusy, send } = useSending();
  const asked = entered?.outcome === "choose" ? entered : undefined;
  useEffect(() => {
    if (!asked) navigate("/signin", { replace: true });
  }, [asked, navigate]);
  if (!asked) return null;
  const choose = (choice: Choice) =>
    send(
      async () => goOn(await login.chooseRoleAndSite({ body: choice }), navigate),
      (thrown) => {
        if (isOutsideHours(thrown)) return;
        if (problemOf(thrown).code === "second-step.expired") return navigate("/signin?reason=expired");
        setProblem(problemOf(thrown));
      },
    );
  const { title, reason } = wordsFor(asked);
  return (
    <Frame title={title}>
      <p>{reason} The audit log names it with all you do.</p>
      <ProblemAlert problem={problem} />
      <OneOf asked={asked} isBusy={isBusy} choose={choose} />
      <p className="aside">
        <a href={hrefOf("/signin")}>Start again with another account</a>
      </p>
    </Frame>
  );
}

function wordsFor({ roles: held, sites = [] }: Asked) {
  if (sites.length === 0)
    return { title: "Choose your role", reason: "You hold more than one role. Choose the one you work in now." };
  if (held.length === 0)
    return { title: "Choose your site", reason: "You work at more than one site. Choose the one you are at now." };
  return { title: "Choose role and site", reason: "Choose the role you work in now, and the site you are at." };
}

interface OneOfProps {
  readonly asked: Asked;
  readonly isBusy: boolean;
  readonly choose: (choice: Choice) => void;
}

/** One press where there is one thing to choose; a form where there are two, or many sites. */
function OneOf({ asked, isBusy, choose }: OneOfProps) {
  const { roles: held, sites = [] } = asked;
  if ((held.length > 0 && sites.length > 0) || sites.length > mostButtons)
    return <ChoiceForm asked={asked} isBusy={isBusy} choose={choose} />;
  return (
    <ul className="choices" aria-label={held.length > 0 ? "Your roles" : "Your sites"}>
      {held.map((role) => (
        <li key={role}>
          <button type="button" onClick={() => choose({ role })} aria-disabled={isBusy}>
            <strong>{roles[role].title}</strong>
            <span>{mayInWords(roles[role].permissions)}</span>
          </button>
        </li>
      ))}
      {sites.map(({ siteId, name }) => (
        <li key={siteId}>
          <button type="button" onClick={() => choose({ siteId })} aria-disabled={isBusy}>
            <strong>{name}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** "May invite users, unlock users and read the audit log." The own profile is everybody's and says nothing. */
function mayInWords(held: readonly Permission[]): string {
  const words = held.filter((permission) => permission !== "profile:own").map((permission) => permissions[permission]);
  return `May ${new Intl.ListFormat("en").format(words)}.`;
}
