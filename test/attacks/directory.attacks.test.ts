import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterEach, expect, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { placesOf } from "../../shared/domain/directory.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { User } from "../../shared/domain/user.ts";
import { aUser } from "../kit/builders.ts";
import { someContext, takeEnvironment } from "../kit/in-process.ts";
import { amend, putRows, rowsOf } from "../kit/rows.ts";

takeEnvironment();
const { store } = await import("../../shared/data/client.ts");
const { userRow } = await import("../../shared/data/users.ts");
const { readCounts } = await import("../../shared/data/directory.ts");
const { followAll, followTime } = await import("../../shared/data/directory-writer.ts");
const { handler } = await import("../../functions/directory/handler.ts");

const now = new Date();
const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const minutesOn = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** A follower that is killed after so many batches of rows, before he settles; undefined: nobody is. */
let killedAfter: number | undefined;
let batches = 0;
store.middlewareStack.add(
  (next) => async (args) => {
    const text = killedAfter === undefined ? "" : JSON.stringify(args.input);
    const isOfRows = /PutRequest|DeleteRequest/.test(text);
    if (text.includes("SET packed") || (isOfRows && batches++ >= (killedAfter ?? 0))) throw new Error("killed");
    return next(args);
  },
  { step: "initialize" },
);
afterEach(() => {
  killedAfter = undefined;
});

async function practiceOf(size: number) {
  const practiceId = newId("prc", now);
  const scope = scopeOf(practiceId);
  const users = Array.from({ length: size }, (_, i) =>
    aUser({
      practiceId,
      userId: newId("usr", now),
      firstName: `First${i}`,
      lastName: `Last${i}`,
      username: `user.${i}`,
      email: `person${i}@sunrise.example`,
    }),
  );
  const rows = users.map((user) => userRow(scope, user));
  return { practiceId, scope, users, rows };
}

const change = (user: User, values: Partial<User>) =>
  amend("PRACTICE_TABLE", { pk: `P#${user.practiceId}`, sk: `U#${user.userId}` }, values);

/** Everywhere one of these people stands, of all the parts that any of the versions of him has. */
async function standing(users: readonly User[], versions: readonly User[] = users): Promise<string[]> {
  const parts = new Set(versions.flatMap((user) => placesOf(user, now).map(({ part }) => part)));
  const { practiceId } = users[0]!;
  const rows = await Promise.all([...parts].map((part) => rowsOf("DIRECTORY_TABLE", `${practiceId}#${part}`)));
  return rows
    .flat()
    .map(({ pk, sk }) => `${pk.slice(practiceId.length + 1)}\n${sk}`)
    .toSorted();
}
const wanted = (users: readonly User[]) =>
  users.flatMap((user) => placesOf(user, now).map(({ part, at: place }) => `${part}\n${place}`)).toSorted();

const eventOf = (users: readonly User[]) =>
  ({
    Records: users.map((user) => ({
      eventName: "MODIFY",
      dynamodb: { Keys: { pk: { S: `P#${user.practiceId}` }, sk: { S: `U#${user.userId}` } } },
    })),
  }) as DynamoDBStreamEvent;

/** As the stream does: what fails comes again. */
async function deliver(users: readonly User[]): Promise<void> {
  for (let delivery = 1; delivery <= 4; delivery++) {
    const isTaken = await Promise.resolve(handler(eventOf(users), someContext)).then(
      () => true,
      () => false,
    );
    if (isTaken) return;
  }
}

test("records that come three times, late and in any order leave each person once, and counted once (attack 96)", async () => {
  const { scope, users, rows } = await practiceOf(6);
  await putRows("PRACTICE_TABLE", rows);
  for (const round of [users, users.toReversed(), users])
    await Promise.all([round.slice(0, 4), round.slice(2), round.slice(5)].map(deliver));
  const moved = users.map((user, i) => (i % 3 === 0 ? { ...user, lastName: `New${i}`, lockedUntil: at(1) } : user));
  const renamed = moved.filter((_, i) => i % 3 === 0);
  await Promise.all(renamed.map((user) => change(user, { lastName: user.lastName, lockedUntil: at(1) })));
  for (const some of [moved.toReversed(), moved.slice(0, 5), moved]) await deliver(some);
  await expect.poll(() => standing(users, [...users, ...moved]), { timeout: 20_000 }).toEqual(wanted(moved));
  const { numbers } = await readCounts(scope);
  expect(numbers).toMatchObject({ all: 6, "status.locked": 2, "status.active": 4 });
}, 60_000);

test.each([0, 1, 9])(
  "a follower killed after %i batches of rows leaves nobody in two places, though the person changed again (attack 96)",
  async (written) => {
    const { scope, users } = await practiceOf(3);
    await putRows(
      "PRACTICE_TABLE",
      users.map((user) => userRow(scope, user)),
    );
    await deliver(users);
    const [first, ...others] = users as [User, ...User[]];
    const between = { ...first, lastName: "Between", lockedUntil: at(1) };
    const after = { ...first, lastName: "After" };
    // The row changes and changes back before anybody else looks; what the killed follower had written is of the time between.
    [killedAfter, batches] = [written, 0];
    await change(first, { lastName: between.lastName, lockedUntil: between.lockedUntil });
    await followAll(scope, [first.userId], now).catch(() => undefined);
    killedAfter = undefined;
    await change(first, { lastName: after.lastName, lockedUntil: undefined });
    await deliver([first]);
    // Whoever was killed is looked after when he can live no more.
    await expect
      .poll(
        async () => {
          await followTime(minutesOn(3), 200);
          return standing(users, [...users, between, after]);
        },
        { timeout: 20_000 },
      )
      .toEqual(wanted([after, ...others]));
    const { numbers } = await readCounts(scope);
    expect(numbers).toMatchObject({ all: 3, "status.active": 3 });
    expect(numbers["status.locked"] ?? 0).toBe(0);
  },
  60_000,
);
