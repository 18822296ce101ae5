import { generateSync } from "otplib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { crashEverywhere } from "../kit/crash-run.ts";
import { aKey, Visitor } from "../kit/in-process.ts";
import { aNewcomer, goodPassword, type Newcomer } from "../kit/person.ts";
import { proxiedEnvironment } from "../kit/proxied.ts";
import { eventsOf, lettersOf, likeness, putRows, type Row, rowsOf, rowsWith } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const proxy = await proxiedEnvironment();
const { tokenFor } = await import("../../shared/secrets/token.ts");
const { tokenIdOf } = await import("../../shared/data/invitations.ts");
const { newRecipe, slowHash } = await import("../../shared/secrets/slow-hash.ts");
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
const [pin, wrong] = ["83051649", "83051640"];
const manager = new Visitor();
let practiceId = "";
let hash = "";

beforeAll(async () => {
  const who = aNewcomer("Ada", "Okafor");
  const company = { name: "Sunrise Clinic", email: who.email, timeZone: "America/Chicago" };
  await new Visitor().done("signUp", { body: { company }, headers: aKey() });
  ({ practiceId } = await registered(who));
  await manager.done("signIn", { body: { identifier: who.username, password: goodPassword } });
  const { secret } = await manager.done("startTotp");
  await manager.done("confirmTotp", { body: { code: generateSync({ secret }) } });
  hash = await slowHash(pin, newRecipe(14));
});
afterAll(async () => {
  quiet.mockRestore();
  await proxy.close();
});

async function registered(who: Newcomer) {
  const rows = await rowsWith("PRACTICE_TABLE", "email", who.email);
  const row = rows.find(({ sk }) => sk.startsWith("I#")) as unknown as Parameters<typeof tokenIdOf>[0] & {
    userId: string;
    generation: number;
    keyVersion: string;
  };
  const token = await tokenFor("invitation", { id: tokenIdOf(row), ...row });
  const { username, firstName, lastName } = who;
  const body = { token, username, firstName, lastName, password: goodPassword };
  await new Visitor().done("register", { body, headers: aKey() });
  return row;
}

/** A colleague who registered and has a PIN. @returns his id */
async function withPin(): Promise<string> {
  const who = aNewcomer("Ben", "Sato");
  const { firstName, lastName, email } = who;
  await manager.done("inviteUser", { body: { firstName, lastName, email }, headers: aKey() });
  const { userId } = await registered(who);
  const setAt = new Date().toISOString();
  await putRows("PRACTICE_TABLE", [{ pk: `P#${practiceId}`, sk: `PIN#${userId}`, practiceId, hash, setAt, tries: 0 }]);
  return userId;
}

const rowOf = async (sk: string): Promise<Row | undefined> =>
  (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find((row) => row.sk === sk);
const triesOf = async (userId: string) => (await rowOf(`PIN#${userId}`))?.["tries"];
const unlock = (userId: string, said: string, headers = aKey()) =>
  manager.call("unlockUser", { path: { userId }, body: { pin: said }, headers });
const told = async (userId: string, action: string) =>
  (await eventsOf(practiceId, userId)).filter((event) => event["action"] === action).map(({ changes }) => changes);

test("an unlock with a right PIN, crashed at any call, counts once when it is asked again, and no try stays counted", async () => {
  const { crashes, operations } = await crashEverywhere(proxy, {
    arrange: async () => ({ userId: await withPin(), headers: aKey() }),
    act: async ({ userId, headers }) => (await unlock(userId, pin, headers)).status,
    retry: async ({ userId, headers }) => expect((await unlock(userId, pin, headers)).status).toBe(200),
    state: async ({ userId }) => ({
      version: (await rowOf(`U#${userId}`))?.["version"],
      told: await told(userId, "user.unlocked"),
      refused: await told(userId, "pin.refused"),
      tries: await triesOf(userId),
    }),
  });
  const counted = operations.filter((operation) => operation === "UpdateItem");
  expect(counted.length, "reserve, then forget").toBeGreaterThanOrEqual(2);
  expect(crashes).toBeGreaterThanOrEqual(16);
});

test("a wrong PIN whose event a crash lost has cost its try: the gap shows, and six in all are looked at", async () => {
  const userId = await withPin();
  const before = await rowOf(`U#${userId}`);
  expect((await unlock(userId, wrong)).json.code).toBe("pin.wrong");
  for (let crash = 0; crash < 2; crash++) {
    proxy.decide(({ operation }) => (operation === "TransactWriteItems" ? "lose-call" : "pass"));
    expect((await unlock(userId, wrong)).status).toBeGreaterThanOrEqual(500);
    proxy.decide();
  }
  expect(await triesOf(userId)).toBe(3);
  const answers = [];
  for (let number = 0; number < 4; number++) answers.push((await unlock(userId, wrong)).json.code);
  expect(answers).toEqual(["pin.wrong", "pin.wrong", "pin.wrong", "pin.locked"]);
  const seen = (await told(userId, "pin.refused")).filter((changes) => changes !== undefined);
  expect(seen).toEqual([5, 2, 1, 0].map((after) => ({ triesLeft: { after } })));
  expect((await lettersOf(practiceId, userId)).filter((letter) => letter === "pin-locked")).toHaveLength(1);
  expect((await unlock(userId, pin)).json.code).toBe("pin.locked");
  expect(likeness(await rowOf(`U#${userId}`), {})).toEqual(likeness(before, {}));
});
