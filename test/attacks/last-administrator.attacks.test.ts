import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { beforeAll, expect, inject, test } from "vitest";
import { takeEnvironment, Visitor } from "../kit/in-process.ts";
import { aNewcomer, bringIn, openPractice, type Person } from "../kit/person.ts";
import { type Row, rowsOf } from "../kit/rows.ts";

/** Attack 58: two security administrators take each other's role or account at the same moment (SECURITY A23). */
const place = inject("place");
const rounds = Number(process.env["ADMINISTRATOR_ROUNDS"] ?? 1000);
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
let ada: Administrator;
let ben: Administrator;
let practiceId = "";
/** The practice and its two administrators as they were before anybody did anything. */
let rows: readonly Row[];

beforeAll(async () => {
  takeEnvironment();
  const chief = await openPractice(place, aNewcomer("Ada", "First"));
  const second = await bringIn(chief, aNewcomer("Ben", "Second"), ["security-administrator"]);
  [ada, ben] = [await inProcess(chief), await inProcess(second)];
  practiceId = (await chief.done("GET", "/practice")).practiceId;
  rows = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(({ sk }) => /^(PRACTICE|U#)/.test(sk));
  expect(rows).toHaveLength(3);
}, 60_000);

async function inProcess(person: Person): Promise<Administrator> {
  const visitor = new Visitor();
  for (const [name, value] of person.cookies) visitor.cookies.set(name, value);
  visitor.csrfToken = person.csrfToken;
  return { visitor, userId: (await person.done("GET", "/session")).userId };
}

async function putBack(): Promise<void> {
  const TableName = inject("environments")["Users"]?.["PRACTICE_TABLE"] ?? "";
  const puts = rows.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
}

const reason = "A test of what two may do at once";
const demote = ({ visitor }: Administrator, { userId }: Administrator) =>
  visitor.call("replaceUserRoles", {
    path: { userId },
    body: { roles: ["member"], reason },
    headers: { "if-match": `"v${versionOf(userId)}"` },
  });
const disable = ({ visitor }: Administrator, { userId }: Administrator) =>
  visitor.call("disableUser", { path: { userId }, body: { reason } });
const versionOf = (userId: string) => rows.find(({ sk }) => sk === `U#${userId}`)?.["version"];

async function administratorsLeft(): Promise<{ active: number; counted: unknown }> {
  const now = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const active = now.filter(
    ({ sk, status, roles = [] }) =>
      sk.startsWith("U#") && status === "active" && (roles as string[]).includes("security-administrator"),
  );
  return { active: active.length, counted: now.find(({ sk }) => sk === "PRACTICE")?.["administrators"] };
}

test(`of two administrators who demote or disable each other at once, one is left in each of ${rounds} rounds`, async () => {
  const answers = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const [one, other] = round % 3 === 0 ? [disable, disable] : round % 3 === 1 ? [demote, demote] : [demote, disable];
    const done = await Promise.all([one(ada, ben), other(ben, ada)]);
    const left = await administratorsLeft();
    expect(left, `round ${round}`).toEqual({ active: 1, counted: 1 });
    const told = done.map(({ status, json }) => `${status} ${json?.code ?? "done"}`).sort();
    answers.set(told.join(", "), (answers.get(told.join(", ")) ?? 0) + 1);
    await putBack();
  }
  process.stdout.write(`last administrator: ${JSON.stringify(Object.fromEntries(answers))}\n`);
  expect([...answers.values()].reduce((sum, count) => sum + count)).toBe(rounds);
  const allowed = /^200 done, (401 session\.required|409 user\.last-administrator|503 request\.busy)$/;
  expect([...answers.keys()].filter((told) => !allowed.test(told))).toEqual([]);
}, 900_000);

test("the last active security administrator cannot be disabled or demoted, and a disabled one does not count", async () => {
  expect((await disable(ada, ben)).status).toBe(200);
  expect(await administratorsLeft()).toEqual({ active: 1, counted: 1 });
  const enabled = await ada.visitor.call("enableUser", { path: { userId: ben.userId }, body: { reason } });
  expect(enabled.json).toMatchObject({ status: "active" });
  expect(await administratorsLeft()).toEqual({ active: 2, counted: 2 });
  await putBack();
});

test("nobody disables, enables or regrades the own account", async () => {
  for (const answer of [await disable(ada, ada), await demote(ada, ada)])
    expect([answer.status, answer.json.code]).toEqual([403, "user.own-account"]);
  expect(await administratorsLeft()).toEqual({ active: 2, counted: 2 });
});
