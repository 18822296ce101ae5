/** What is stored. Locked, expired and the like are computed, so that no crash can leave a user in them. Source: RULINGS 2. */
export type StoredUserStatus = "invited" | "provisioning" | "active" | "disabled";

/** How the user's second step is set up; `none` until the first sign-in has enrolled one. */
export const secondSteps = {
  none: "Not set up",
  totp: "Authenticator app",
  email: "E-mail code",
  sms: "Code by SMS",
} as const;
export type SecondStep = keyof typeof secondSteps;

/** What a list shows of a user's standing: one word each for access and for registration. */
export const shownStatuses = { active: "Active", locked: "Locked", expired: "Expired", disabled: "Disabled" } as const;
export type ShownStatus = keyof typeof shownStatuses;
export const shownRegistrations = {
  invited: "Invited",
  "invitation-expired": "Invite expired",
  "invitation-revoked": "Invite revoked",
  "setup-incomplete": "2-step not set up",
  registered: "Registered",
} as const;
export type ShownRegistration = keyof typeof shownRegistrations;

export interface StandingFacts {
  readonly stored: StoredUserStatus;
  readonly secondStep: SecondStep;
  readonly invitationExpiresAt: Date | undefined;
  readonly invitationRevokedAt?: Date | undefined;
  readonly lockedUntil: Date | undefined;
  readonly expiresAt: Date | undefined;
}

/** The only place where a user's shown status and registration are worked out. */
export function standingOf(facts: StandingFacts, now: Date): { status: ShownStatus; registration: ShownRegistration } {
  return { status: shownStatusOf(facts, now), registration: registrationOf(facts, now) };
}

function shownStatusOf({ stored, lockedUntil, expiresAt }: StandingFacts, now: Date): ShownStatus {
  if (stored === "disabled") return "disabled";
  if (expiresAt && expiresAt <= now) return "expired";
  return lockedUntil && lockedUntil > now ? "locked" : "active";
}

function registrationOf(facts: StandingFacts, now: Date): ShownRegistration {
  if (facts.stored === "invited" || facts.stored === "provisioning") {
    if (facts.invitationRevokedAt) return "invitation-revoked";
    return facts.invitationExpiresAt && facts.invitationExpiresAt <= now ? "invitation-expired" : "invited";
  }
  return facts.secondStep === "none" ? "setup-incomplete" : "registered";
}
