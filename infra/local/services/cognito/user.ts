import type { InnerLock } from "./inner-lock.ts";

/** What a user of the pool can be, of the states this emulator reaches. */
export type UserStatus = "FORCE_CHANGE_PASSWORD" | "CONFIRMED";

/** One user as the state file keeps him. Moments are milliseconds. */
export interface User {
  readonly name: string;
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly passwordHash: string | undefined;
  /** Earlier hashes, newest first, without the current one. */
  readonly earlierHashes: readonly string[];
  readonly temporaryUntil: number | undefined;
  readonly authenticator: string | undefined;
  /** A secret handed out and not yet proven. */
  readonly pendingAuthenticator: string | undefined;
  /** Time steps whose code was accepted at a sign-in; only the recent ones can come again. */
  readonly usedSteps: readonly number[];
  readonly hasAuthenticatorOn: boolean;
  readonly prefersAuthenticator: boolean;
  readonly lock: InnerLock;
}

/** Attributes as the API lists them. */
export function attributesOf(user: User): { Name: string; Value: string }[] {
  const listed = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
  return [...listed, { Name: "sub", Value: user.sub }];
}

/** The members every reply about a user has; times in seconds. */
export function factsOf(user: User): Record<string, unknown> {
  return {
    Username: user.name,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** The members that tell a user's second factors; none when there are none. */
export function secondFactorsOf(user: User): Record<string, unknown> {
  if (!user.hasAuthenticatorOn) return {};
  const preferred = user.prefersAuthenticator ? { PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" } : {};
  return { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], ...preferred };
}
