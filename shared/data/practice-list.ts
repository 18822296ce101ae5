import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Practice } from "../domain/practice.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { nameAsCompared } from "../domain/reserved-name.ts";
import { insert } from "./changes.ts";
import { directoryTable, store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { type Key, keys } from "./keys.ts";
import type { Page } from "./page.ts";
import { rowsAt } from "./practice-rows.ts";

/** Puts a practice into the list of the installation; it stands there by its name. */
export function listingOf(scope: PracticeScope, name: string): Change {
  return insert("practice", { ...keys.practiceListing(scope, nameAsCompared(name)), practiceId: scope.practiceId });
}

/** The list's part of a new name; nothing where it is compared as the one before. A practice from before the list gets its place. */
export function relistings(scope: PracticeScope, before: string, after: string): Change[] {
  const [was, becomes] = [before, after].map((name) => keys.practiceListing(scope, nameAsCompared(name)));
  if (!was || !becomes || was.sk === becomes.sk) return [];
  const TableName = tables.practice();
  return [
    { item: { Delete: { TableName, Key: was } } },
    { item: { Put: { TableName, Item: { ...becomes, practiceId: scope.practiceId } } } },
  ];
}

/** A practice with how many users it has, by where their account stands. */
export interface CountedPractice {
  readonly practice: Practice;
  readonly users: Readonly<Record<"all" | "active" | "invited" | "locked", number>>;
}

/** A page of the installation's practices by name; of a search, those whose name begins with it. */
export async function listPractices(search: string, page: Page) {
  const { pk } = keys.practiceListing(scopeOf(""), "");
  const begins = nameAsCompared(search);
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      // The store takes no empty beginning.
      KeyConditionExpression: begins === "" ? "pk = :practices" : "pk = :practices AND begins_with(sk, :begins)",
      ExpressionAttributeValues: { ":practices": pk, ...(begins === "" ? {} : { ":begins": begins }) },
      ConsistentRead: true,
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  const scopes = Items.map(({ practiceId }) => scopeOf(String(practiceId)));
  const rows = await rowsAt<Practice>(scopes.map((scope) => keys.practice(scope)));
  const counts = await countsOf(scopes);
  const items = scopes.flatMap(({ practiceId }): CountedPractice[] => {
    const practice = rows.find((row) => row.practiceId === practiceId);
    return practice ? [{ practice, users: counts.get(practiceId) ?? nobody }] : [];
  });
  return { items, next: LastEvaluatedKey };
}

const nobody: CountedPractice["users"] = { all: 0, active: 0, invited: 0, locked: 0 };
const tries = 6;

/** The directory's counts of these practices; they follow the rows within moments. */
async function countsOf(scopes: readonly PracticeScope[]): Promise<Map<string, CountedPractice["users"]>> {
  const counts = new Map<string, CountedPractice["users"]>();
  let left: Key[] = scopes.map((scope) => keys.directoryCounts(scope));
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries) throw new Error("the store gave only some of the counts: too many at once");
    const { Responses = {}, UnprocessedKeys = {} } = await store.send(
      new BatchGetCommand({ RequestItems: { [directoryTable()]: { Keys: left } } }),
    );
    for (const { pk, ...row } of Responses[directoryTable()] ?? []) {
      const number = (name: string) => Number(row[name] ?? 0);
      counts.set(String(pk).slice(0, String(pk).indexOf("#")), {
        all: number("all"),
        active: number("status.active"),
        invited: number("status.invited"),
        locked: number("status.locked"),
      });
    }
    left = (UnprocessedKeys[directoryTable()]?.Keys ?? []) as Key[];
  }
  return counts;
}
