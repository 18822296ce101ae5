import type { Practice } from "./practice.ts";
import type { User } from "./user.ts";

/** Open sites that a practice may have: their names lie in its row, which every request reads. */
export const mostSites = 200;
/** Sites that may be named for one user: a change of all of them still fits into one transaction. */
export const mostSitesOfUser = 40;

/** A location of a practice, as it is stored. */
export interface Site {
  readonly practiceId: string;
  readonly siteId: string;
  readonly name: string;
  /** As they stand on a letter; absent where nobody entered them. */
  readonly addressLines?: readonly string[];
  /** Since when nobody works here any more; it stays readable. */
  readonly archivedAt?: string;
  /** Users whose access names this site. */
  readonly members: number;
  readonly version: number;
}

/** Names of a practice's open sites by id, as the practice's row holds them. */
export type SiteNames = Readonly<Record<string, string>>;

/** A site as somebody works at it or chooses it. */
export interface NamedSite {
  readonly siteId: string;
  readonly name: string;
}

type Limited = Pick<User, "siteIds">;
type WithSites = Pick<Practice, "sites">;

/** The open sites of a practice by name. */
export function openSites({ sites = {} }: WithSites): readonly NamedSite[] {
  return Object.entries(sites)
    .map(([siteId, name]) => ({ siteId, name }))
    .sort((one, other) => one.name.localeCompare(other.name, "en") || (one.siteId < other.siteId ? -1 : 1));
}

/** Whether a user's access names sites; otherwise he works at all of the practice's, also at those to come. */
export function isLimitedToSites({ siteIds = [] }: Limited): boolean {
  return siteIds.length > 0;
}

/** The sites at which a user may work: those named for him that are open, or all. Source: PRODUCT.md A3, U8. */
export function sitesOf(user: Limited, practice: WithSites): readonly NamedSite[] {
  const open = openSites(practice);
  return isLimitedToSites(user) ? open.filter(({ siteId }) => user.siteIds?.includes(siteId)) : open;
}

/** The sites a person is asked to choose between: none where he has no more than one. Source: PRODUCT.md A3. */
export function siteChoicesOf(user: Limited, practice: WithSites): readonly NamedSite[] {
  const own = sitesOf(user, practice);
  return own.length > 1 ? own : [];
}

/** The site of a session: the one chosen, or the only one; none where there are none. */
export function siteChosen(of: { user: Limited; practice: WithSites }, siteId?: string): NamedSite | undefined {
  const own = sitesOf(of.user, of.practice);
  return own.length === 1 ? own[0] : own.find((site) => site.siteId === siteId);
}

/**
 * Whether a session may go on at its site: while that is open and still the user's. A session without one is from before the
 * practice had sites; it goes on until it ends, but not for who is limited to some.
 */
export function mayWorkAt(of: { user: Limited; practice: WithSites }, siteId: string | undefined): boolean {
  if (siteId === undefined) return !isLimitedToSites(of.user);
  return sitesOf(of.user, of.practice).some((site) => site.siteId === siteId);
}
