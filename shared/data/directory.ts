import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { partOfFacet, partOfSort, partOfWords, type Question, unpacked } from "../domain/directory.ts";
import { facetNames, passes } from "../domain/directory-facets.ts";
import { partEnd, placeOf, type Sort } from "../domain/directory-sorts.ts";
import { isFound, termsOf, wordFoundBy } from "../domain/directory-words.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { Listed } from "../domain/user.ts";
import { directoryTable, store } from "./client.ts";
import { directoryPart, keys } from "./keys.ts";

/** Where a page ended: how the list is being read, and the place of the last row looked at. */
export interface Bookmark {
  readonly way: Way;
  readonly at: string;
}
/** In the order of its part; or all of a small part, put in order here; or through the wanted order, keeping what fits. */
type Way = "in-order" | "gathered" | "walked";

export interface DirectoryPage {
  readonly users: readonly Listed[];
  readonly next: Bookmark | undefined;
}

/** What one reading of a part costs at most: requests a page, and rows a request. Source: RULINGS 21 (4 requests, 40 RCU). */
const mostRequests = 4;
const rowsGathered = 400;
const rowsWalked = 160;

interface Reading {
  readonly scope: PracticeScope;
  readonly question: Question;
  readonly limit: number;
  readonly now: Date;
}

type Asked = Pick<Reading, "question" | "now">;

/**
 * A page of the directory. One sort, one search or one filter is one request whatever the practice's size. Of what is
 * combined, a part that is small is read whole and put in order; otherwise the wanted order is walked, a page then may be
 * short and `next` says from where to look on. The directory follows the users' rows within moments; nothing is decided by it.
 */
export async function listDirectory(reading: Reading, after: Bookmark | undefined): Promise<DirectoryPage> {
  const way = after?.way ?? firstWay(reading);
  if (way === "in-order") return inOrder(reading, after?.at);
  if (way === "walked") return walked(reading, after?.at, mostRequests);
  return (await gathered(reading, after?.at)) ?? walked(reading, after?.at, mostRequests - 1);
}

/** Sort keys from one, and before another; an empty beginning is the part's own. */
interface Range {
  readonly from: string;
  readonly before: string;
}

/** Below every moment, and above the place of those who have none. */
const firstMoment = "0";

/** A part of the directory, as much of it as is asked for, and the order it is in. */
interface Narrowed {
  readonly part: string;
  readonly begins: string;
  readonly range: Range | undefined;
  readonly order: Sort | "word";
}

/** The part that holds the fewest of those asked for: of the search's word, else of the first filter. */
function narrowPart({ question, now }: Asked): Narrowed | undefined {
  const { search, filters, lastSignInBefore, endsBefore } = question;
  const term = termsOf(search ?? "")[0];
  if (term !== undefined) return { part: partOfWords, begins: term, range: undefined, order: "word" };
  for (const facet of facetNames) {
    const value = filters[facet];
    const isInRange = facet === "signedIn" && lastSignInBefore !== undefined;
    if (value !== undefined && !isInRange)
      return { part: partOfFacet(facet, value), begins: "", range: undefined, order: "name" };
  }
  if (lastSignInBefore !== undefined) return sorted("lastSignInAt", { question, now });
  return endsBefore === undefined ? undefined : sorted("expiresAt", { question, now });
}

/** Everybody in an order; of one by a moment, those between the moments asked for. */
function sorted(order: Sort, asked: Asked): Narrowed {
  return { part: partOfSort(order), begins: "", range: rangeOf(order, asked), order };
}

function rangeOf(order: Sort, { question, now }: Asked): Range | undefined {
  const { filters, lastSignInBefore, endsBefore } = question;
  if (order === "lastSignInAt" && lastSignInBefore !== undefined)
    return { from: filters.signedIn === "before" ? firstMoment : "", before: lastSignInBefore };
  if (order !== "expiresAt" || endsBefore === undefined) return undefined;
  const from = now.toISOString();
  return { from, before: endsBefore > from ? endsBefore : from };
}

/** More is asked for than one part answers. */
function isCombined({ search, filters, lastSignInBefore, endsBefore }: Question): boolean {
  const asked = [...termsOf(search ?? ""), ...Object.values(filters), lastSignInBefore, endsBefore];
  return asked.filter((each) => each !== undefined).length > 1;
}

function firstWay(asked: Asked): Way {
  const order = narrowPart(asked)?.order;
  const { sort } = asked.question;
  const isInOrder = order === undefined || sort === undefined || sort === order;
  return isInOrder ? "in-order" : "gathered";
}

async function inOrder(reading: Reading, after: string | undefined): Promise<DirectoryPage> {
  const { question } = reading;
  const narrow = narrowPart(reading) ?? sorted(question.sort ?? "name", reading);
  const rows = isCombined(question) ? rowsWalked : reading.limit + 1;
  return fill(reading, { ...narrow, after, requests: mostRequests, rows }, "in-order");
}

async function walked(reading: Reading, after: string | undefined, requests: number): Promise<DirectoryPage> {
  const { sort = "name" } = reading.question;
  return fill(reading, { ...sorted(sort, reading), after, requests, rows: rowsWalked }, "walked");
}

interface Stretch extends Pick<Narrowed, "part" | "begins" | "range"> {
  readonly after: string | undefined;
  readonly rows: number;
}

/** Reads on through a part until the page is full, the part is over, or enough was spent. */
async function fill(
  reading: Reading,
  { requests, ...from }: Stretch & { requests: number },
  way: Way,
): Promise<DirectoryPage> {
  const users: Listed[] = [];
  let at = from.after;
  for (let request = 1; request <= requests; request++) {
    const { rows, isOver } = await rowsOf(reading, { ...from, after: at });
    const taken = take(reading, { rows, begins: from.begins, room: reading.limit - users.length });
    users.push(...taken.users);
    at = taken.at ?? at;
    if (isOver && taken.isAll) return { users, next: undefined };
    if (users.length === reading.limit) break;
  }
  return { users, next: at === undefined ? undefined : { way, at } };
}

/** As many of the rows as there is room for, and the place of the last one looked at. */
function take(reading: Reading, { rows, begins, room }: { rows: readonly Row[]; begins: string; room: number }) {
  const users: Listed[] = [];
  for (const [index, row] of rows.entries()) {
    if (fits(reading, begins, row)) users.push(row.user);
    if (users.length === room) return { users, at: row.at, isAll: index === rows.length - 1 };
  }
  return { users, at: rows.at(-1)?.at, isAll: true };
}

/** Everybody of a part that is small enough, in the wanted order. @returns undefined when the part is not small */
async function gathered(reading: Reading, after: string | undefined): Promise<DirectoryPage | undefined> {
  const { question, limit, now } = reading;
  const narrow = narrowPart(reading);
  if (!narrow) return undefined;
  const { rows, isOver } = await rowsOf(
    { ...reading, question: { ...question, isDescending: false } },
    { ...narrow, after: undefined, rows: rowsGathered },
  );
  if (!isOver) return undefined;
  const sort = question.sort ?? "name";
  const sign = question.isDescending ? -1 : 1;
  const placed = rows
    .filter((row) => fits(reading, narrow.begins, row))
    .map(({ user }) => ({ user, at: placeOf(user, sort, now) }))
    .sort((one, other) => sign * compareBytes(one.at, other.at));
  const rest = after === undefined ? placed : placed.filter(({ at }) => sign * compareBytes(at, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    users: page.map(({ user }) => user),
    next: last && rest.length > limit ? { way: "gathered", at: last.at } : undefined,
  };
}

/** Nothing stands after it: a range up to here is what begins with the text before it. */
const lastLetter = "\u{10ffff}";

interface Row {
  readonly at: string;
  readonly user: Listed;
}

async function rowsOf({ scope, question }: Reading, from: Stretch): Promise<{ rows: Row[]; isOver: boolean }> {
  const pk = directoryPart(scope, from.part);
  const within = [
    ...(from.begins ? ["sk BETWEEN :begins AND :beyond"] : []),
    ...(from.range ? [keysWithin(from.range)] : []),
  ];
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: directoryTable(),
      KeyConditionExpression: ["pk = :pk", ...within].join(" AND "),
      ExpressionAttributeValues: {
        ":pk": pk,
        ...(from.begins && { ":begins": from.begins, ":beyond": `${from.begins}${lastLetter}` }),
        ...(from.range && { ":before": from.range.before }),
        ...(from.range?.from && { ":from": from.range.from }),
      },
      ScanIndexForward: !question.isDescending,
      Limit: from.rows,
      ...(from.after === undefined ? {} : { ExclusiveStartKey: { pk, sk: from.after } }),
    }),
  );
  const rows = Items.map(({ sk, c }): Row => ({ at: String(sk), user: unpacked(String(c), String(sk)) }));
  return { rows, isOver: LastEvaluatedKey === undefined };
}

/** No key is the end itself: keys have more behind the moment they begin with. */
const keysWithin = ({ from }: Range): string => (from ? "sk BETWEEN :from AND :before" : "sk < :before");

/** Whether a row belongs to the answer; of several words that a search finds, only the first one lists its user. */
function fits({ question, now }: Reading, begins: string, { at, user }: Row): boolean {
  const { search = "", filters } = question;
  if (!passes(user, filters, now) || !isFound(user, termsOf(search))) return false;
  if (!isWithinMoments(user, question, now)) return false;
  return begins === "" || wordFoundBy(user, begins) === at.slice(0, at.indexOf(partEnd));
}

function isWithinMoments(user: Listed, { lastSignInBefore, endsBefore }: Question, now: Date): boolean {
  if (lastSignInBefore !== undefined && (user.lastSignInAt ?? "") >= lastSignInBefore) return false;
  const { expiresAt = "" } = user;
  return endsBefore === undefined || (expiresAt > now.toISOString() && expiresAt < endsBefore);
}

const compareBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** The counts of a practice's users by `<facet>.<value>`, and when they last changed. They follow the rows within moments. */
export async function readCounts(
  scope: PracticeScope,
): Promise<{ asOf: string | undefined; numbers: Readonly<Record<string, number>> }> {
  const { Item = {} } = await store.send(
    new GetCommand({ TableName: directoryTable(), Key: keys.directoryCounts(scope) }),
  );
  const { pk: _pk, sk: _sk, dueOf: _of, dueAt: _at, asOf, ...numbers } = Item;
  return { asOf, numbers };
}
