import { commonPasswords } from "./common-passwords.ts";
import { policyOf } from "./policy.ts";
import type { Practice } from "./practice.ts";
import type { FieldError } from "./refusal.ts";
import { mayGoWithout } from "./second-step-need.ts";
import type { User } from "./user.ts";

/** What a password is judged against: the practice's rules, and words an attacker would try first. */
export interface PasswordContext {
  readonly minLength: number;
  readonly needsComposition: boolean;
  /** Practice name, NPI, username, e-mail address, own names. */
  readonly words: readonly string[];
}

/** Characters of a password that is the only proof. Source: PRODUCT.md A6; NIST SP 800-63B-4 section 3.1.1.2. */
const soleProofLength = 15;

/** The rules for one person's new password in his practice; longer where the password alone would let him in. */
export function passwordContextOf(
  person: Pick<
    User,
    "username" | "email" | "firstName" | "lastName" | "type" | "roles" | "applications" | "secondStep"
  >,
  practice: Pick<Practice, "name" | "npi" | "policy">,
): PasswordContext {
  const { passwordMinLength, passwordComposition } = policyOf(practice.policy);
  const { username, email, firstName, lastName } = person;
  const words = [practice.name, practice.npi, username, firstName, lastName, email];
  return {
    minLength: mayGoWithout({ user: person, practice })
      ? Math.max(soleProofLength, passwordMinLength)
      : passwordMinLength,
    needsComposition: passwordComposition,
    words: words.filter((word) => word !== undefined),
  };
}

/** Longest accepted password, in characters as Cognito counts them. */
export const passwordMaxLength = 128;

/** Why a password cannot be used, in the words of the page; the console checks the same list while one types. */
export const passwordRules = {
  "too-short": "is too short",
  "too-long": "is longer than 128 characters",
  "blank-at-an-end": "begins or ends with a blank, which the identity service does not take",
  "no-upper-case": "needs an upper-case letter",
  "no-lower-case": "needs a lower-case letter",
  "no-digit": "needs a digit",
  "no-symbol": "needs a symbol such as ! or -",
  "too-personal": "holds the practice's name, its NPI, your name, username or e-mail address, or the product's name",
  "too-common": "is one of the passwords that attackers try first",
} as const satisfies Record<string, string>;
export type PasswordRule = keyof typeof passwordRules;

/**
 * The rules that a password breaks; empty when it may be used.
 * Source: PRODUCT.md A6; OA-LOGIN "do not contain practice names or NPI numbers"; NIST SP 800-63B-4 section 3.1.1.2 (blocklist).
 */
export function brokenRules(password: string, context: PasswordContext): PasswordRule[] {
  const found = brokenFormRules(password, context);
  return isCommon(password) ? [...found, "too-common"] : found;
}

/** The same but for the list of common passwords, which a password that was drawn at random is not in and whose weight no caller of this carries. */
export function brokenFormRules(password: string, context: PasswordContext): PasswordRule[] {
  const length = [...password].length;
  const found: PasswordRule[] = [];
  if (length < context.minLength) found.push("too-short");
  if (length > passwordMaxLength) found.push("too-long");
  if (password !== password.trim()) found.push("blank-at-an-end");
  if (context.needsComposition) found.push(...missingClasses(password));
  if (isPersonal(password, context.words)) found.push("too-personal");
  return found;
}

/** The same as the fields of a refusal. @param pointer of the field that holds the password */
export function passwordErrors(broken: readonly PasswordRule[], pointer = "/password"): FieldError[] {
  return broken.map((rule) => ({ pointer, code: rule, detail: `The password ${passwordRules[rule]}.` }));
}

function missingClasses(password: string): PasswordRule[] {
  const classes: [PasswordRule, RegExp][] = [
    ["no-upper-case", /\p{Lu}/u],
    ["no-lower-case", /\p{Ll}/u],
    ["no-digit", /\d/],
    ["no-symbol", /[^\p{L}\p{N}\s]/u],
  ];
  return classes.filter(([, pattern]) => !pattern.test(password)).map(([rule]) => rule);
}

/** Letters and digits only, folded, with the usual digits and signs read as the letters they stand for. */
function skeleton(text: string): string {
  const leet: Record<string, string> = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    $: "s",
    "!": "i",
  };
  return [...text.normalize("NFKD").toLowerCase()]
    .map((char) => leet[char] ?? char)
    .filter((char) => /[\p{L}\p{N}]/u.test(char))
    .join("");
}

function isPersonal(password: string, words: readonly string[]): boolean {
  const whole = skeleton(password);
  const parts = words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]);
  return ["gatehouse", ...parts].map(skeleton).some((part) => part.length >= 5 && whole.includes(part));
}

/** Common as it is, or a common word with digits and signs around it. */
function isCommon(password: string): boolean {
  const folded = password.toLowerCase();
  const core = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return commonPasswords.has(folded) || commonPasswords.has(core) || commonPasswords.has(skeleton(core));
}
