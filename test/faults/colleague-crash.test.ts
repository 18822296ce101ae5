import { generateSync } from "otplib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { crashEverywhere } from "../kit/crash-run.ts";
import { aKey, Visitor } from "../kit/in-process.ts";
import { aNewcomer, goodPassword, type Newcomer } from "../kit/person.ts";
import { proxiedEnvironment } from "../kit/proxied.ts";
import { dropRows, eventsOf, type Row, rowsOf, rowsWith } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const proxy = await proxiedEnvironment();
const { tokenFor } = await import("../../shared/secrets/token.ts");
const { tokenIdOf } = await import("../../shared/data/invitations.ts");
const { keys } = await import("../../shared/data/keys.ts");
const { lookThrough } = await import("../../functions/caretaker/look-through.ts");
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);

/** Two practices that invite. */
const managers = [new Visitor(), new Visitor()];
let inviters: { practiceId: string; userId: string }[] = [];

beforeAll(async () => {
  inviters = [];
  for (const manager of managers) {
    const who = aNewcomer("Ada", "Okafor");
    const { body, practiceId, userId } = await signedUp(who);
    await new Visitor().done("register", { body, headers: aKey() });
    await manager.done("signIn", { body: { identifier: who.username, password: goodPassword } });
    const { secret } = await manager.done("startTotp");
    await manager.done("confirmTotp", { body: { code: generateSync({ secret }) } });
    inviters.push({ practiceId, userId });
  }
});
afterAll(async () => {
  quiet.mockRestore();
  await proxy.close();
});

async function signedUp({ email, username, firstName, lastName }: Newcomer) {
  const company = { name: "Sunrise Clinic", email, timeZone: "America/Chicago" };
  await new Visitor().done("signUp", { body: { company }, headers: aKey() });
  const rows = await rowsWith("PRACTICE_TABLE", "email", email);
  type Founder = Row & Parameters<typeof tokenIdOf>[0] & { generation: number; keyVersion: string; userId: string };
  const row = rows.find(({ sk, kind }) => sk.startsWith("I#") && kind === "founder") as unknown as Founder;
  const { practiceId, userId, generation, keyVersion } = row;
  const token = await tokenFor("invitation", { id: tokenIdOf(row), generation, keyVersion });
  return { practiceId, userId, body: { token, username, firstName, lastName, password: goodPassword } };
}

async function inviteEverywhere({ firstName, lastName, email }: Newcomer): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, manager] of managers.entries()) {
    // Nobody may write to so many strangers within an hour.
    const window = keys.throttle(`resend.${inviters[at]?.userId}`, Math.floor(Date.now() / 3_600_000));
    await dropRows("SESSION_TABLE", [{ ...window }]);
    const call = { body: { firstName, lastName, email }, headers: aKey() };
    ids.push((await manager.done("inviteColleague", call)).userId);
  }
  return ids;
}

const leftOf = async (email: string, ids: readonly string[]) => ({
  awaited: (await rowsOf("PRACTICE_TABLE", `COLLEAGUE#${email}`)).length,
  inLists: (await rowsWith("PRACTICE_TABLE", "email", email)).filter(({ sk }) => sk.startsWith("U#col_")).length,
  told: await Promise.all(
    ids.map(async (id, at) => {
      const events = await eventsOf(inviters[at]?.practiceId ?? "", id);
      return events.filter(({ action }) => action === "colleague.registered").length;
    }),
  ),
});
const lookAll = async () => {
  for (const { practiceId } of inviters) await lookThrough(scopeOf(practiceId), new Date());
};

test("a colleague's registration crashed at any call, tried again and looked after, takes him off both lists and tells it once", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const who = aNewcomer("Cleo", "Marsh");
      return { ids: await inviteEverywhere(who), email: who.email, ...(await signedUp(who)), headers: aKey() };
    },
    act: async ({ body, headers }) => (await new Visitor().call("register", { body, headers })).status,
    retry: async ({ body, headers }) => {
      await new Visitor().done("register", { body, headers });
      await lookAll();
    },
    state: async ({ email, ids }) => {
      const left = await leftOf(email, ids);
      expect(left).toEqual({ awaited: 0, inLists: 0, told: [1, 1] });
      return left;
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(26);
});

test("who had an account before he was invited stays in the list, however often it is looked after: nobody learns of it (attack 29)", async () => {
  const who = aNewcomer("Otto", "Before");
  const { body } = await signedUp(who);
  await new Visitor().done("register", { body, headers: aKey() });
  const ids = await inviteEverywhere(who);
  await lookAll();
  expect(await leftOf(who.email, ids)).toEqual({ awaited: 2, inLists: 2, told: [0, 0] });
});
