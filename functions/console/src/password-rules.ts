import { brokenRules, type PasswordContext, type PasswordRule } from "../../../shared/domain/password-policy.ts";

/** One line of the list under a new password. */
export interface ShownRule {
  readonly text: string;
  readonly isMet: boolean;
}

/** The practice's rules as lines, each with whether the password meets it so far. */
export function shownRules(password: string, context: PasswordContext): ShownRule[] {
  const broken = password === "" ? undefined : brokenRules(password, context);
  const line = (text: string, ...rules: PasswordRule[]): ShownRule => ({
    text,
    isMet: broken !== undefined && !rules.some((rule) => broken.includes(rule)),
  });
  const composition = [
    line("An upper-case and a lower-case letter", "no-upper-case", "no-lower-case"),
    line("A digit", "no-digit"),
    line("A symbol, such as - or !", "no-symbol"),
  ];
  return [
    line(`At least ${context.minLength} characters`, "too-short", "too-long"),
    ...(context.needsComposition ? composition : []),
    line("Not your name, username, e-mail or practice", "too-personal"),
    line("Not a common password", "too-common"),
    line("No blank at its beginning or end", "blank-at-an-end"),
  ];
}

/** A rough word for how hard a password is to guess: its length and how many different characters it has. */
export function strengthOf(password: string): "Too short" | "Weak" | "Fair" | "Good" | "Strong" {
  const length = [...password].length;
  const score = Math.min(length, new Set(password.toLowerCase()).size * 2);
  if (length < 8) return "Too short";
  if (score < 12) return "Weak";
  if (score < 15) return "Fair";
  return score < 20 ? "Good" : "Strong";
}

/** What is still wrong with a password, for its field; undefined when all rules are met. */
export function unmetRule(password: string, context: PasswordContext): string | undefined {
  const unmet = shownRules(password, context).find((rule) => !rule.isMet);
  return unmet && `Not met yet: ${unmet.text.charAt(0).toLowerCase()}${unmet.text.slice(1)}.`;
}
