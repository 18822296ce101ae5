import type { AccessHours } from "./access-hours.ts";
import type { Application } from "./application.ts";
import { type Delivery, isUndeliverable } from "./delivery.ts";
import type { EmailChange } from "./email-change.ts";
import type { EpcsOfUser } from "./epcs.ts";
import type { InvitationSource } from "./invitation.ts";
import { invitationStateOf } from "./invitation-state.ts";
import { isForGood } from "./lockout.ts";
import type { PasswordReset } from "./password-reset.ts";
import { detailsOf, type PersonDetails } from "./person-details.ts";
import type { Role } from "./role.ts";
import type { UnusedNotice } from "./unused-account.ts";
import { type SecondStep, type StoredUserStatus, standingOf } from "./user-status.ts";
import type { UserType } from "./user-type.ts";

/** A person's account in one practice, as it is stored. Times are ISO 8601, UTC. */
export interface User extends PersonDetails {
  readonly practiceId: string;
  readonly userId: string;
  readonly username?: string;
  /** Absent: he signs in by his username alone, and a manager gives him a new one-time password. Source: PRODUCT.md U3. */
  readonly email?: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly type: UserType;
  readonly roles: readonly Role[];
  readonly status: StoredUserStatus;
  readonly secondStep: SecondStep;
  /** A manager began to reset the second step: Cognito may have forgotten the authenticator while `secondStep` still names it. */
  readonly secondStepResetAt?: string;
  /** When it was set up; unknown for those from before this was kept. */
  readonly secondStepAt?: string;
  /** What the person began to change it to: Cognito may have that already while `secondStep` still names what was. */
  readonly secondStepIntent?: "totp" | "email";
  /** The own phone number, E.164, proven by a code that was texted to it; shown masked only. */
  readonly phone?: string;
  readonly phoneConfirmedAt?: string;
  /** One write of a higher number ends every session of the user. */
  readonly securityVersion: number;
  readonly version: number;
  /** Of an account that is being made with a one-time password: which request began it. */
  readonly creation?: string;
  readonly invitationId?: string;
  readonly invitedAt?: string;
  readonly invitationExpiresAt?: string;
  readonly invitationSource?: InvitationSource;
  /** Who invited, by name. */
  readonly invitedBy?: string;
  /** When the newest letter of the invitation was queued, which one it is, and how many there were. */
  readonly invitationSentAt?: string;
  readonly invitationMailId?: string;
  readonly invitationSends?: number;
  /** From then on it may be sent again. */
  readonly invitationFreeAt?: string;
  readonly invitationRevokedAt?: string;
  /** What became of the invitation's newest letter; later, that no letter reaches the address. */
  readonly delivery?: Delivery;
  /** Why not, in the words of the receiving server, cut. */
  readonly deliveryReason?: string;
  readonly registeredAt?: string;
  readonly lastSignInAt?: string;
  /** From this moment on the account is refused. */
  readonly expiresAt?: string;
  /** The expiry that the managers were told of. */
  readonly endToldOf?: string;
  /** When a manager last let the person in again: from then on the account counts as used. */
  readonly enabledAt?: string;
  /** What was done so far about the account not being used. */
  readonly unusedNotice?: UnusedNotice;
  /** When the person may be in; absent: at any time. */
  readonly accessHours?: AccessHours;
  /** Until then the hours do not matter. */
  readonly onCallUntil?: string;
  /** Who set expiry and hours last, by name: whom to call. */
  readonly accessSetBy?: string;
  /** Granted applications; read it with `applicationsOf`. */
  readonly applications?: readonly Application[];
  /** Sites at which he works; none named: at all of the practice's. Read it with `sitesOf`. */
  readonly siteIds?: readonly string[];
  /** The one he is in; it decides nothing. */
  readonly departmentId?: string;
  /** What he has to do with EPCS; read it with `suspensionOf`, and write it by `epcsAfter` with whatever it rests on. */
  readonly epcs?: EpcsOfUser;
  /** For lists only; decisions read the counter. */
  readonly lockedUntil?: string;
  /** When the password that counts was set. */
  readonly passwordChangedAt?: string;
  /** A new password is asked for before the next session. */
  readonly mustChangePassword?: boolean;
  /** The newest mailed link to a new password; `resetGeneration` only ever grows, so that no used link comes alive again. */
  readonly reset?: PasswordReset;
  readonly resetGeneration?: number;
  /** The newest change of the own address that waits for its link; the number only ever grows. */
  readonly emailChange?: EmailChange;
  readonly emailChangeGeneration?: number;
  /** The nonce of a change of password that Cognito may have and this row has not; gone when it is done. */
  readonly passwordIntent?: string;
}

/**
 * Whether it is a colleague of another practice, who was invited to sign up one of his own. His row is like that of an invited
 * user, so that his invitation is listed, sent and corrected like any other; but his id is no user's, so that nothing else
 * that is done with users finds him. Source: PRODUCT.md I1.
 */
export const isColleague = ({ userId }: Pick<User, "userId">): boolean => userId.startsWith("col_");

/** First and last name, as people say it. */
export function fullNameOf(user: Pick<User, "firstName" | "lastName">): string {
  return `${user.firstName} ${user.lastName}`.trim();
}

/** What a person signs in with: his username, until he has one his address. */
export const signInNameOf = ({ username, email }: Pick<User, "username" | "email">): string => username ?? email ?? "";

/** A user as managers and the person see him: facts and computed standing, nothing internal. */
export function viewOf(user: Listed, now: Date) {
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  const standing = standingOf(
    {
      stored: user.status,
      secondStep: user.secondStep,
      invitationExpiresAt: date(user.invitationExpiresAt),
      invitationRevokedAt: date(user.invitationRevokedAt),
      lockedUntil: date(user.lockedUntil),
      expiresAt: date(user.expiresAt),
    },
    now,
  );
  return {
    userId: user.userId,
    isColleague: isColleague(user) || undefined,
    username: user.username,
    providerNumber: user.providerNumber,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    type: user.type,
    roles: [...user.roles],
    secondStep: user.secondStep,
    ...standing,
    lockedUntil: standing.status === "locked" ? endOfLock(user) : undefined,
    invitedAt: user.invitedAt,
    ...invitationViewOf(user, now),
    registeredAt: user.registeredAt,
    lastSignInAt: user.lastSignInAt,
    expiresAt: user.expiresAt,
    departmentId: user.departmentId,
    departmentName: user.departmentName,
  };
}

/** What is shown of an invitation while it waits; of a registered person only where it came from, and a dead address. */
function invitationViewOf(user: Listed, now: Date) {
  const invitation = invitationStateOf(user, now);
  const isBad = isUndeliverable(user.delivery);
  const waiting = invitation === undefined ? undefined : user;
  return {
    invitation,
    invitationId: waiting?.invitationId,
    invitationSource: user.invitationSource,
    invitedBy: waiting?.invitedBy,
    invitationSentAt: waiting && (waiting.invitationSentAt ?? waiting.invitedAt),
    invitationSends: waiting && (waiting.invitationSends ?? 1),
    invitationFreeAt: waiting?.invitationFreeAt,
    invitationExpiresAt: waiting?.invitationExpiresAt,
    undeliverable: isBad ? user.delivery : undefined,
    deliveryReason: isBad ? user.deliveryReason : undefined,
  };
}

/** The same with contact, professional and billing details, as the user's own page shows him. */
export function detailViewOf(user: User, now: Date) {
  const { addressLines, externalIds, ...details } = detailsOf(user);
  return {
    ...viewOf(user, now),
    ...details,
    addressLines: addressLines && [...addressLines],
    externalIds: externalIds && { ...externalIds },
  };
}

/** When a lock ends by itself; nothing is said of one that only an unlock ends. */
function endOfLock({ lockedUntil }: Pick<User, "lockedUntil">): string | undefined {
  return lockedUntil && !isForGood(new Date(lockedUntil)) ? lockedUntil : undefined;
}

/** What lists know of a user. */
export type Listed = Pick<
  User,
  | "userId"
  | "username"
  | "email"
  | "firstName"
  | "lastName"
  | "type"
  | "roles"
  | "status"
  | "secondStep"
  | "lockedUntil"
  | "invitedAt"
  | "invitationExpiresAt"
  | "invitationId"
  | "invitationSource"
  | "invitedBy"
  | "invitationSentAt"
  | "invitationSends"
  | "invitationFreeAt"
  | "invitationRevokedAt"
  | "delivery"
  | "deliveryReason"
  | "registeredAt"
  | "lastSignInAt"
  | "expiresAt"
  | "applications"
  | "siteIds"
  | "departmentId"
  | "providerNumber"
  | "wantsClaimMails"
> & { readonly departmentName?: string };
