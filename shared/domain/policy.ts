/** What a practice may set for its own security, with the defaults every practice starts from. Source: PRODUCT.md A2 to A7, I2. */
export interface Policy {
  /** Wrong tries that are still forgiven; the next one locks. */
  readonly lockThreshold: number;
  /** Minutes of the first lock, and of a lock that follows within a day. */
  readonly lockMinutes: readonly [first: number, repeated: number];
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly invitationDays: number;
  readonly passwordMinLength: number;
  /** Upper and lower case, digit and symbol. */
  readonly passwordComposition: boolean;
}

export const defaultPolicy: Policy = {
  lockThreshold: 6,
  lockMinutes: [15, 30],
  idleMinutes: 15,
  absoluteHours: 12,
  invitationDays: 7,
  passwordMinLength: 12,
  passwordComposition: true,
};

/** The policy in force: the practice's own settings over the defaults. */
export function policyOf(own: Partial<Policy> | undefined): Policy {
  return { ...defaultPolicy, ...own };
}
