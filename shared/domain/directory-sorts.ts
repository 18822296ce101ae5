import { folded } from "./directory-words.ts";
import { type InvitationState, invitationStateOf, isWaiting } from "./invitation-state.ts";
import { type Role, roleNames } from "./role.ts";
import type { Listed } from "./user.ts";
import { type ShownRegistration, type ShownStatus, type StandingFacts, standingOf } from "./user-status.ts";

/** Ends each part of a sort key; below every character that a name may hold. */
export const partEnd = "\u0001";

/** By severity: what needs somebody stands first. */
const statusRank: Record<ShownStatus, string> = { locked: "1", expired: "2", disabled: "3", active: "4" };
const registrationRank: Record<ShownRegistration, string> = {
  "invitation-expired": "1",
  "setup-incomplete": "2",
  invited: "3",
  registered: "4",
  "invitation-revoked": "5",
};

/** Last name, first name: the order of a list that nothing else orders, and of people who are alike in what does. */
export function nameKeyOf({ lastName, firstName }: Pick<Listed, "lastName" | "firstName">): string {
  return folded(lastName) + partEnd + folded(firstName);
}

/** The standing of a listed user at a moment. */
export function standingIn(user: Listed, now: Date): ReturnType<typeof standingOf> {
  return standingOf(standingFactsOf(user), now);
}

function standingFactsOf(user: Listed): StandingFacts {
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  return {
    stored: user.status,
    secondStep: user.secondStep,
    invitationExpiresAt: date(user.invitationExpiresAt),
    invitationRevokedAt: date(user.invitationRevokedAt),
    lockedUntil: date(user.lockedUntil),
    expiresAt: date(user.expiresAt),
  };
}

/** What somebody has to mend first; who registered comes last. */
const invitationRank = ["bounced", "suppressed", "complained", "failed", "expired"];
const rankOfInvitation = (state: InvitationState | undefined) => {
  if (state === undefined) return "9";
  const rank = invitationRank.indexOf(state);
  return rank >= 0 ? String(rank) : state === "revoked" ? "8" : `7${state}`;
};

const highestRole = (held: readonly Role[]) => String(Math.min(...held.map((role) => roleNames.indexOf(role))));

/**
 * What a list may be sorted by, and the text that stands for it: compared byte by byte, as the store compares sort keys.
 * Where a user has no value the text is empty, and he stands first.
 */
export const sorts = {
  name: () => "",
  firstName: (user) => folded(user.firstName),
  email: (user) => folded(user.email ?? ""),
  username: (user) => folded(user.username ?? ""),
  type: (user) => user.type,
  department: (user) => folded(user.departmentName ?? ""),
  role: (user) => highestRole(user.roles),
  status: (user, now) => statusRank[standingIn(user, now).status],
  registration: (user, now) => registrationRank[standingIn(user, now).registration],
  secondStep: (user) => user.secondStep,
  invitation: (user, now) => rankOfInvitation(invitationStateOf(user, now)),
  invitedAt: (user) => user.invitedAt ?? "",
  invitationSentAt: (user) => (isWaiting(user) ? (user.invitationSentAt ?? user.invitedAt ?? "") : ""),
  registeredAt: (user) => user.registeredAt ?? "",
  lastSignInAt: (user) => user.lastSignInAt ?? "",
  expiresAt: (user) => user.expiresAt ?? "",
} as const satisfies Record<string, (user: Listed, now: Date) => string>;

export type Sort = keyof typeof sorts;
export const sortNames = Object.keys(sorts) as [Sort, ...Sort[]];

/** A user's place in a list sorted so: its value, then the name, then the id, so that no two are alike. */
export function placeOf(user: Listed, sort: Sort, now: Date): string {
  const value = sorts[sort](user, now);
  return (value === "" && sort === "name" ? "" : value + partEnd) + nameKeyOf(user) + partEnd + user.userId;
}
