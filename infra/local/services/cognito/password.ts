import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { CognitoError, invalidParameter } from "./cognito-error.ts";
import { flagAt, type Json, numberAt, recordAt } from "./fields.ts";
import type { Pool } from "./pool.ts";
import type { User } from "./user.ts";

// Cheap on purpose: this guards nobody's password, and two hundred of them must fit into a test.
const cost = { N: 1024 };
const dayMs = 86_400_000;
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;
const longestHistory = 24;

/** Salted hash of a password. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${scryptSync(password, salt, 32, cost).toString("hex")}`;
}

/** Whether the password is the hashed one. Takes the same time when there is no hash. */
export function matchesPassword(password: string, hash: string | undefined): boolean {
  const [salt = "", digest = ""] = (hash ?? "").split(":");
  const computed = scryptSync(password, Buffer.from(salt, "hex"), 32, cost);
  const expected = Buffer.from(digest, "hex");
  return expected.length === computed.length && timingSafeEqual(computed, expected);
}

/** Throws InvalidParameterException or InvalidPasswordException for a password the pool would not take. */
export function checkNewPassword(pool: Pool, password: string): void {
  if (password.length > 256) throw invalidParameter(constraint("Member must have length less than or equal to 256"));
  if (!/^\S+.*\S+$/su.test(password)) {
    throw invalidParameter(constraint("Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$"));
  }
  const policy = policyOf(pool);
  const wants = (rule: string) => flagAt(policy, rule) === true;
  const rules: [boolean, string][] = [
    [password.length < (numberAt(policy, "MinimumLength") ?? 8), "Password not long enough"],
    [wants("RequireUppercase") && !/[A-Z]/.test(password), "Password must have uppercase characters"],
    [wants("RequireLowercase") && !/[a-z]/.test(password), "Password must have lowercase characters"],
    [wants("RequireNumbers") && !/\d/.test(password), "Password must have numeric characters"],
    [wants("RequireSymbols") && !symbols.test(password), "Password must have symbol characters"],
  ];
  const broken = rules.find(([isBroken]) => isBroken);
  if (broken) throw new CognitoError("InvalidPasswordException", `Password did not conform with policy: ${broken[1]}`);
}

/** A new password and when it came. */
export interface NewPassword {
  readonly password: string;
  /** Milliseconds. */
  readonly now: number;
  /** A permanent one confirms the user; any other must be changed at the next sign-in. */
  readonly isPermanent: boolean;
}

/** The user with a new password. Throws as checkNewPassword does, and PasswordHistoryPolicyViolationException. */
export function withPassword(pool: Pool, user: User, change: NewPassword): User {
  checkNewPassword(pool, change.password);
  const hashes = user.passwordHash ? [user.passwordHash, ...user.earlierHashes] : [...user.earlierHashes];
  const remembered = numberAt(policyOf(pool), "PasswordHistorySize") ?? 0;
  if (hashes.slice(0, remembered).some((hash) => matchesPassword(change.password, hash))) {
    throw new CognitoError("PasswordHistoryPolicyViolationException", "Password has previously been used");
  }
  return {
    ...user,
    passwordHash: hashPassword(change.password),
    earlierHashes: hashes.slice(0, longestHistory),
    status: change.isPermanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    temporaryUntil: change.isPermanent ? undefined : change.now + temporaryMs(pool),
    modifiedAt: change.now,
  };
}

function temporaryMs(pool: Pool): number {
  return (numberAt(policyOf(pool), "TemporaryPasswordValidityDays") ?? 7) * dayMs;
}

function policyOf(pool: Pool): Json {
  return recordAt(recordAt(pool.properties, "Policies"), "PasswordPolicy");
}

function constraint(rule: string): string {
  return `1 validation error detected: Value at 'password' failed to satisfy constraint: ${rule}`;
}
