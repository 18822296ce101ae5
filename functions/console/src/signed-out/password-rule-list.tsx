import type { PasswordContext } from "../../../../shared/domain/password-policy.ts";
import { shownRules, strengthOf } from "../password-rules.ts";

interface PasswordRuleListProps {
  readonly id: string;
  readonly password: string;
  readonly context: PasswordContext;
}

/** The rules, ticked while one types, and the strength in a word. Screen readers hear the sum, not every keystroke. */
export function PasswordRuleList({ id, password, context }: PasswordRuleListProps) {
  const rules = shownRules(password, context);
  const open = rules.filter((rule) => !rule.isMet).length;
  return (
    <div className="rules">
      <ul id={id}>
        {rules.map(({ text, isMet }) => (
          <li key={text} className={isMet ? "met" : "open"}>
            <span aria-hidden="true">{isMet ? "✓" : "○"}</span> {text}
            <span className="only-read">{isMet ? ": met" : ": not yet"}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="strength">
        {password && (
          <>
            Strength: <strong>{strengthOf(password)}</strong>
            <span className="only-read">. {open === 0 ? "All rules are met." : `${open} rules are not met yet.`}</span>
          </>
        )}
      </p>
    </div>
  );
}
