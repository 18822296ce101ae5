import { type Facet, type Filters, facetNames, facets } from "./directory-facets.ts";
import { nameKeyOf, partEnd, placeOf, type Sort, sortNames } from "./directory-sorts.ts";
import { wordsOf } from "./directory-words.ts";
import { isWaiting } from "./invitation-state.ts";
import { isColleague, type Listed } from "./user.ts";

/** Where a user stands in the directory: a part that is read as a list, and his place in it. */
export interface Place {
  readonly part: string;
  readonly at: string;
}

export const partOfSort = (sort: Sort): string => `s#${sort}`;
export const partOfFacet = (facet: Facet, value: string): string => `f#${facet}#${value}`;
export const partOfWords = "w";

/**
 * All places of a user: one in each order, one under each value he is filtered by, one under each word he is found by.
 * Some thirty; each is one small row. Source: RULINGS 21 (constant cost of a sort, a search or a filter).
 */
export function placesOf(user: Listed, now: Date): Place[] {
  const byName = placeOf(user, "name", now);
  const filtered = facetsOf(user).flatMap((facet) =>
    facets[facet](user, now).map((value): Place => ({ part: partOfFacet(facet, value), at: byName })),
  );
  return [
    ...sortNames.map((sort): Place => ({ part: partOfSort(sort), at: placeOf(user, sort, now) })),
    ...filtered,
    ...wordsOf(user).map((word): Place => ({ part: partOfWords, at: placeOfWord(user, word) })),
  ];
}

/** A colleague of another practice is in no group of this one: he is found among the invitations only. */
const facetsOf = (user: Listed): readonly Facet[] => (isColleague(user) ? ["invitation", "source"] : facetNames);

/** Where a user stands under one of his words. */
export function placeOfWord(user: Listed, word: string): string {
  return word + partEnd + nameKeyOf(user) + partEnd + user.userId;
}

/** When time alone next changes a place of the user: a lock, an invitation or the account ends. */
export function nextChangeOf(user: Listed, now: Date): Date | undefined {
  const moments = [user.lockedUntil, user.invitationExpiresAt, user.expiresAt]
    .filter((moment) => moment !== undefined)
    .map((moment) => new Date(moment))
    .filter((moment) => moment > now);
  return moments.sort((one, other) => one.getTime() - other.getTime())[0];
}

/** What is counted for the overview: users by each value of these. */
const counted: readonly Facet[] = ["status", "registration", "secondStep", "type"];

/** What a user adds to the counts, by `<facet>.<value>`; a colleague of another practice is none of this one's users. */
export function countsOf(user: Listed, now: Date): readonly string[] {
  if (isColleague(user)) return [];
  return ["all", ...counted.flatMap((facet) => facets[facet](user, now).map((value) => `${facet}.${value}`))];
}

/** A question to the directory. */
export interface Question {
  readonly search?: string | undefined;
  /** Absent: by name; of a search, by the word that was found. */
  readonly sort?: Sort | undefined;
  readonly isDescending: boolean;
  readonly filters: Filters;
  /** Only who has not signed in since, or never; ISO 8601. */
  readonly lastSignInBefore?: string | undefined;
  /** Only whose account ends before then and has not ended yet; ISO 8601. */
  readonly endsBefore?: string | undefined;
}

const columns = [
  ...["username", "email", "firstName", "lastName", "type", "roles", "status", "secondStep"],
  ...["applications", "siteIds", "departmentId", "departmentName", "providerNumber"],
  ...["invitationSource", "delivery", "deliveryReason"],
] as const satisfies readonly (keyof Listed)[];
const moments = [
  ...["lockedUntil", "invitedAt", "invitationExpiresAt", "registeredAt", "lastSignInAt", "expiresAt"],
] as const satisfies readonly (keyof Listed)[];
/** Of who has not registered: they would make the rows of everybody else longer for nothing. */
const waitingColumns = [
  ...["invitationId", "invitedBy", "invitationSentAt", "invitationSends", "invitationFreeAt", "invitationRevokedAt"],
] as const satisfies readonly (keyof Listed)[];

/** Added since, behind all others, so that rows from before are read as they are. */
const lateColumns = ["wantsClaimMails"] as const satisfies readonly (keyof Listed)[];

/** What a list shows of a user in as few bytes as can be read back: reading is paid by the kilobyte. */
export function packed(user: Listed): string {
  const times = moments.map((name) => (user[name] === undefined ? 0 : Date.parse(user[name]).toString(36)));
  const waiting = waitingColumns.map((name) => (isWaiting(user) ? (user[name] ?? 0) : 0));
  const late = lateColumns.map((name) => user[name] || 0);
  const values = [...columns.map((name) => user[name] ?? 0), ...times, ...waiting, ...late];
  while (values.at(-1) === 0) values.pop();
  return JSON.stringify(values);
}

/** The user of a packed row; his id is the last part of its place. */
export function unpacked(text: string, at: string): Listed {
  const values = JSON.parse(text) as unknown[];
  const columnValues = columns.map((name, i) => [name, values[i]]);
  const times = moments.map((name, i) => [name, timeOf(values[columns.length + i])]);
  const waiting = waitingColumns.map((name, i) => [name, values[columns.length + moments.length + i]]);
  const first = columns.length + moments.length + waitingColumns.length;
  const late = lateColumns.map((name, i) => [name, values[first + i]]);
  const known = [...columnValues, ...times, ...waiting, ...late].filter(
    ([, value]) => value !== undefined && value !== 0,
  );
  return { userId: at.slice(at.lastIndexOf(partEnd) + 1), ...Object.fromEntries(known) } as Listed;
}

function timeOf(value: unknown): string | undefined {
  return typeof value === "string" ? new Date(Number.parseInt(value, 36)).toISOString() : undefined;
}
