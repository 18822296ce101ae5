import { marshall } from "@aws-sdk/util-dynamodb";
import { newId } from "../../../shared/data/ids.ts";
import { directoryPart, keys } from "../../../shared/data/keys.ts";
import { countsOf, nextChangeOf, packed, placesOf } from "../../../shared/domain/directory.ts";
import { type PracticeScope, scopeOf } from "../../../shared/domain/practice-scope.ts";
import { roleNames } from "../../../shared/domain/role.ts";
import type { User } from "../../../shared/domain/user.ts";
import { userTypeNames } from "../../../shared/domain/user-type.ts";
import { callDynamo, type Item } from "../cost/dynamo.ts";

const firstNames = ["Ada", "Ben", "Cleo", "Dora", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jane", "Kofi", "Lena", "Zoë"];
const lastNames = ["Abbott", "Baker", "Castro", "Dunn", "Evans", "Foster", "García", "Hughes", "Ito", "Jensen", "Özil"];
const one = <T>(from: readonly T[], i: number): T => from[i % from.length] as T;
const dayMs = 86_400_000;

/** The i-th of a practice's people: every value that is filtered by is there from ten people on. */
function aPerson(practiceId: string, { i, now }: { i: number; now: Date }): User {
  const at = (days: number) => new Date(now.getTime() + days * dayMs).toISOString();
  const username = `${one(firstNames, i * 7).toLowerCase()}.${i}`;
  return {
    practiceId,
    userId: newId("usr", now),
    username,
    email: `${username}@sunrise.example`,
    firstName: one(firstNames, i * 7),
    lastName: `${one(lastNames, i * 5)}-${i % 1000}`,
    type: one(userTypeNames, i),
    roles: [one(roleNames, i)],
    status: i % 10 === 3 ? "disabled" : i % 10 === 4 ? "invited" : "active",
    secondStep: i % 3 === 0 ? "none" : "totp",
    securityVersion: 1,
    version: 1,
    invitedAt: at(-(i % 400) - 1),
    invitationExpiresAt: at((i % 14) - 7),
    registeredAt: at(-(i % 300)),
    applications: i % 2 === 0 ? ["administration", "ehr"] : ["administration"],
    siteIds: [`sit_${i % 5}`],
    ...(i % 10 !== 4 && { lastSignInAt: at(-(i % 200)) }),
    ...(i % 10 === 5 && { lockedUntil: at(1) }),
    ...(i % 10 === 6 && { expiresAt: at((i % 60) + 1) }),
  };
}

/** All rows of the directory about a user: as the follower writes them, at once. */
export function directoryItems(scope: PracticeScope, user: User, now: Date): Item[] {
  const places = placesOf(user, now);
  const c = packed(user);
  const due = nextChangeOf(user, now)?.toISOString();
  const head = {
    ...keys.directoryHead(scope, user.userId),
    ...{ userId: user.userId, packed: c, places, counts: countsOf(user, now), revision: 1 },
    ...(due && { dueOf: "due", dueAt: due }),
  };
  return [
    ...places.map(({ part, at }) => ({ pk: { S: directoryPart(scope, part) }, sk: { S: at }, c: { S: c } })),
    marshall(head),
  ];
}

const batchesAbreast = 16;

/** Fills the directory of a practice with so many people, past the follower. @returns its scope and how many rows it has */
export async function populate(place: { url: string; table: string }, size: number, now: Date) {
  const scope = scopeOf(newId("prc", now));
  const source = rowsOf(scope, size, now);
  let rows = 0;
  const worker = async () => {
    for (let batch = next(source); batch.length > 0; batch = next(source)) {
      await putBatch(place, batch);
      rows += batch.length;
    }
  };
  await Promise.all(Array.from({ length: batchesAbreast }, worker));
  return { scope, rows };
}

/** Without heads: nothing here follows. */
function* rowsOf(scope: PracticeScope, size: number, now: Date): Generator<Item> {
  for (let i = 0; i < size; i++) yield* directoryItems(scope, aPerson(scope.practiceId, { i, now }), now).slice(0, -1);
}

function next(source: Generator<Item>): Item[] {
  const batch: Item[] = [];
  for (let given = source.next(); !given.done; given = source.next()) {
    batch.push(given.value);
    if (batch.length === 25) break;
  }
  return batch;
}

interface Unprocessed {
  readonly UnprocessedItems?: Readonly<Record<string, unknown>>;
}

async function putBatch({ url, table }: { url: string; table: string }, items: readonly Item[]): Promise<void> {
  let rest: Unprocessed["UnprocessedItems"] = { [table]: items.map((Item) => ({ PutRequest: { Item } })) };
  while (rest && Object.keys(rest).length > 0)
    rest = (await callDynamo<Unprocessed>(url, "BatchWriteItem", { RequestItems: rest })).UnprocessedItems;
}
