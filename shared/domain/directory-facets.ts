import { applicationsOf } from "./application.ts";
import { standingIn } from "./directory-sorts.ts";
import { type InvitationState, invitationStateOf } from "./invitation-state.ts";
import { isColleague, type Listed } from "./user.ts";

/** Where people stand who are not bound to sites: they may be at any. */
export const everySite = "every";

/** Where everybody stands who has an invitation and has not registered, whatever became of it. */
export const anyInvitation = "any" as const;

const waitingAs = (state: InvitationState | undefined) => (state === undefined ? [] : [state, anyInvitation]);

/**
 * What a list may be filtered by, and the values a user has of it at a moment. The order is that of how few people a value
 * usually leaves: a list with several filters is read by the first.
 */
export const facets = {
  site: (user) => (user.siteIds?.length ? user.siteIds : [everySite]),
  department: (user) => (user.departmentId === undefined ? [] : [user.departmentId]),
  application: (user) => applicationsOf(user),
  role: (user) => user.roles,
  invitation: (user, now) => waitingAs(invitationStateOf(user, now)),
  source: (user) => (user.invitationSource ? [user.invitationSource] : []),
  mails: (user) => (user.wantsClaimMails ? ["claims"] : []),
  registration: (user, now) => [standingIn(user, now).registration],
  secondStep: (user) => [user.secondStep],
  signedIn: (user) => [user.lastSignInAt === undefined ? "never" : "before"],
  ends: (user, now) => [user.expiresAt !== undefined && new Date(user.expiresAt) > now ? "later" : "not"],
  status: (user, now) => [standingIn(user, now).status],
  type: (user) => [user.type],
} as const satisfies Record<string, (user: Listed, now: Date) => readonly string[]>;

export type Facet = keyof typeof facets;
export const facetNames = Object.keys(facets) as [Facet, ...Facet[]];
/** One wanted value of each facet that filters. */
export type Filters = Readonly<Partial<Record<Facet, string>>>;

/** Whether a user passes all the filters at this moment; a colleague of another practice is listed among invitations only. */
export function passes(user: Listed, filters: Filters, now: Date): boolean {
  if (isColleague(user) && filters.invitation === undefined) return false;
  return facetNames.every((facet) => {
    const wanted = filters[facet];
    const values: readonly string[] = wanted === undefined ? [] : facets[facet](user, now);
    return wanted === undefined || values.includes(wanted);
  });
}
