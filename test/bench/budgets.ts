import type { Deployable } from "../../shared/config/environment.ts";

/**
 * The most that an operation may ask of AWS, warm. Requests and units are exact at any size of the practice; units of writes
 * are by the published rule. What is more breaks the bench. `goal` is a wish of PERFORMANCE.md that is not met yet.
 */
export interface Budget {
  /** Requests to DynamoDB. */
  readonly requests: number;
  /** Requests to Cognito; none unless said. */
  readonly cognito?: number;
  readonly read: number;
  readonly write: number;
  readonly goal?: { readonly requests?: number; readonly read?: number; readonly write?: number };
}

/** Every operation that the bench measures. Those of a signed-in person hold the session check: 1 request, 3 units. */
export const operationBudgets = {
  "session check": { requests: 1, read: 3, write: 0 },
  "sign in, password": { requests: 8, cognito: 1, read: 4, write: 16 },
  "sign in, trigger": { requests: 2, read: 2, write: 0 },
  "sign in, second step": { requests: 9, cognito: 1, read: 6, write: 24 },
  "sign in, wrong password": { requests: 6, cognito: 1, read: 4, write: 12 },
  "sign in, locked": { requests: 6, read: 4, write: 8 },
  "sign out": { requests: 2, read: 3, write: 7 },
  "list users": { requests: 2, read: 6, write: 0, goal: { read: 5 } },
  "read user": { requests: 2, read: 4, write: 0 },
  invite: { requests: 4, read: 5, write: 19 },
  "deliver a mail": { requests: 4, read: 2, write: 9 },
  unlock: { requests: 6, read: 7, write: 12 },
  "audit, newest": { requests: 3, read: 7, write: 4, goal: { read: 6 } },
  "audit by actor": { requests: 3, read: 5.5, write: 4, goal: { read: 5 } },
  "audit by action": { requests: 3, read: 5.5, write: 4, goal: { read: 5 } },
  "audit by subject": { requests: 3, read: 5.5, write: 4, goal: { read: 5 } },
  "audit by actor and action": { requests: 3, read: 8, write: 4 },
  "read profile": { requests: 1, read: 3, write: 0 },
  "edit profile": { requests: 2, read: 3, write: 9 },
  "read practice": { requests: 1, read: 3, write: 0 },
  "sign up": { requests: 2, read: 0, write: 11 },
  "open founder link": { requests: 2, read: 1, write: 1 },
  "open member link": { requests: 4, read: 3, write: 1 },
  // One request looks for practices that invited the person as a colleague.
  "register founder": { requests: 8, cognito: 2, read: 4, write: 33 },
  "register member": { requests: 10, cognito: 2, read: 6, write: 28 },
  "begin authenticator": { requests: 2, cognito: 1, read: 3, write: 5 },
  "confirm authenticator": { requests: 9, cognito: 2, read: 6, write: 37 },
} as const satisfies Record<string, Budget>;

export type OperationName = keyof typeof operationBudgets;

/** Bytes of a function, minified: with DynamoDB, with Cognito beside it, and at most. Source: PERFORMANCE.md, section 5. */
export const mostBytes = 400_000;
export const goalBytes = 260_000;

/** What a function weighed when it was last looked at; 2 % more breaks the bench, so that growth is a decision. */
export const knownBytes = {
  audit: 277_216,
  billing: 310_312,
  caretaker: 245_136,
  "cognito-triggers": 196_154,
  directory: 197_104,
  "epcs-day": 229_984,
  "file-arrival": 366_640,
  "sftp-log": 237_417,
  "mail-events": 230_583,
  login: 394_201,
  mailer: 312_930,
  practices: 347_244,
  profile: 283_739,
  registration: 330_999,
  system: 369_231,
  users: 391_242,
  "found-operators": 247_297,
  operators: 315_652,
  "sftp-requests": 315_268,
  "secret-links": 307_964,
  "sftp-accounts": 333_954,
  "sftp-identity": 369_642,
} as const satisfies Record<Deployable, number>;

/** Ratios of p10 to the SDK's baselines of the same run; goals only, since times on a shared machine are never exact. */
export const coldGoals = { init: 0.6, cold: 0.72, peakRssMb: 85 } as const;
