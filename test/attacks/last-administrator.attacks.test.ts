import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { beforeAll, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { takeEnvironment, Visitor } from "../kit/in-process.ts";
import { aNewcomer, type Person } from "../kit/person.ts";
import { type Row, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

/** Attack 58: two security administrators take each other's role or account at the same moment (SECURITY A23). */
const place = inject("place");
const rounds = Number(process.env["ADMINISTRATOR_ROUNDS"] ?? 200);
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    endpoint: inject("endpoints")["dynamodb"],
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  }),
);

/** An administrator whose requests the handlers get in this process. */
interface Administrator {
  readonly visitor: Visitor;
  readonly userId: string;
}
/** A practice with its two administrators, and its rows as they were before anybody did anything. */
interface Pair {
  readonly practiceId: string;
  readonly ada: Administrator;
  readonly ben: Administrator;
  readonly rows: readonly Row[];
}
/** Several practices at once, because a round is mostly waiting. */
const pairCount = 8;
let pairs: readonly Pair[];

beforeAll(async () => {
  takeEnvironment();
  pairs = await atOnce(pairCount, aPair);
  for (const { rows } of pairs) expect(rows).toHaveLength(3);
}, 120_000);

/** Not one of the rounds' for what comes after them: a deed of theirs that was answered as busy may still arrive. */
async function aPair(): Promise<Pair> {
  const chief = await settledPractice(place, aNewcomer("Ada", "First"));
  const second = await settledMember(chief, aNewcomer("Ben", "Second"), ["security-administrator"]);
  const { practiceId } = await chief.done("GET", "/practice");
  const rows = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(({ sk }) => /^(PRACTICE|U#)/.test(sk));
  return { practiceId, rows, ada: await inProcess(chief), ben: await inProcess(second) };
}

async function inProcess(person: Person): Promise<Administrator> {
  const visitor = new Visitor();
  for (const [name, value] of person.cookies) visitor.cookies.set(name, value);
  visitor.csrfToken = person.csrfToken;
  return { visitor, userId: (await person.done("GET", "/session")).userId };
}

async function putBack({ rows }: Pair): Promise<void> {
  const TableName = inject("environments")["Users"]?.["PRACTICE_TABLE"] ?? "";
  const puts = rows.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
}

const reason = "A test of what two may do at once";
type Deed = (pair: Pair, by: Administrator, to: Administrator) => ReturnType<Visitor["call"]>;
const demote: Deed = ({ rows }, { visitor }, { userId }) =>
  visitor.call("replaceUserRoles", {
    path: { userId },
    body: { roles: ["member"], reason },
    headers: { "if-match": `"v${rows.find(({ sk }) => sk === `U#${userId}`)?.["version"]}"` },
  });
const disable: Deed = (_, { visitor }, { userId }) =>
  visitor.call("disableUser", { path: { userId }, body: { reason } });

async function administratorsLeft({ practiceId }: Pair): Promise<{ active: number; counted: unknown }> {
  const now = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const active = now.filter(
    ({ sk, status, roles = [] }) =>
      sk.startsWith("U#") && status === "active" && (roles as string[]).includes("security-administrator"),
  );
  return { active: active.length, counted: now.find(({ sk }) => sk === "PRACTICE")?.["administrators"] };
}

/** Both at once; what the two are told, and who is left. */
async function round(pair: Pair, number: number): Promise<string> {
  const kinds = [disable, demote, demote] as const;
  const [one, other] = [kinds[number % 3] ?? disable, number % 3 === 1 ? demote : disable];
  const done = await Promise.all([one(pair, pair.ada, pair.ben), other(pair, pair.ben, pair.ada)]);
  expect(await administratorsLeft(pair), `round ${number}`).toEqual({ active: 1, counted: 1 });
  await putBack(pair);
  return done
    .map(({ status, json }) => (status < 300 ? "done" : `${status} ${json.code}`))
    .sort()
    .join(", ");
}

test(`of two administrators who demote or disable each other at once, one is left in each of ${rounds} rounds (attack 58)`, async () => {
  const told = new Map<string, number>();
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    pairs.map(async (pair) => {
      while (next < rounds) {
        const answers = await round(pair, next++);
        told.set(answers, (told.get(answers) ?? 0) + 1);
      }
    }),
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(`last administrator: ${rounds} rounds in ${seconds} s, ${JSON.stringify([...told])}\n`);
  expect([...told.values()].reduce((sum, count) => sum + count)).toBe(rounds);
  const allowed = ["409 user.last-administrator, done", "401 session.required, done", "503 request.busy, done"];
  expect([...told.keys()].filter((answers) => !allowed.includes(answers))).toEqual([]);
}, 900_000);

test("the last active security administrator cannot be disabled or demoted, and a disabled one does not count", async () => {
  const pair = await aPair();
  const { ada, ben } = pair;
  expect((await disable(pair, ada, ben)).status).toBe(200);
  expect(await administratorsLeft(pair)).toEqual({ active: 1, counted: 1 });
  const enabled = await ada.visitor.call("enableUser", { path: { userId: ben.userId }, body: { reason } });
  expect(enabled.json).toMatchObject({ status: "active" });
  expect(await administratorsLeft(pair)).toEqual({ active: 2, counted: 2 });
});

test("nobody disables, enables or regrades the own account", async () => {
  const pair = await aPair();
  const { ada } = pair;
  for (const answer of [await disable(pair, ada, ada), await demote(pair, ada, ada)])
    expect([answer.status, answer.json.code]).toEqual([403, "user.own-account"]);
  expect(await administratorsLeft(pair)).toEqual({ active: 2, counted: 2 });
});
