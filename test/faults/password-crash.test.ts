import { generateSync } from "otplib";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { crashEverywhere } from "../kit/crash-run.ts";
import { aKey, Visitor } from "../kit/in-process.ts";
import { aNewcomer, goodPassword, type Newcomer } from "../kit/person.ts";
import { proxiedEnvironment } from "../kit/proxied.ts";
import { amend, eventsOf, lettersOf, type Row, rowsOf, rowsWith } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const proxy = await proxiedEnvironment();
const { tokenFor } = await import("../../shared/secrets/token.ts");
const { tokenIdOf } = await import("../../shared/data/invitations.ts");
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
const newPassword = "Copper-dove-5-meadow";

interface Account extends Newcomer {
  readonly practiceId: string;
  readonly userId: string;
  readonly visitor: Visitor;
}

afterEach(() => vi.useRealTimers());
afterAll(async () => {
  quiet.mockRestore();
  await proxy.close();
});

let manager: Account;
beforeAll(async () => {
  const who = aNewcomer("Ada", "Okafor");
  const company = { name: "Sunrise Clinic", email: who.email, timeZone: "America/Chicago" };
  await new Visitor().done("signUp", { body: { company }, headers: aKey() });
  manager = await registered(who, await rowsWith("PRACTICE_TABLE", "email", who.email));
  await signIn(manager);
});

async function registered(who: Newcomer, rows: readonly Row[]): Promise<Account> {
  const row = rows.find(({ sk }) => sk.startsWith("I#")) as unknown as Parameters<typeof tokenIdOf>[0] & {
    userId: string;
    generation: number;
    keyVersion: string;
  };
  const { practiceId, userId, generation, keyVersion } = row;
  const token = await tokenFor("invitation", { id: tokenIdOf(row), generation, keyVersion });
  const { username, firstName, lastName } = who;
  const body = { token, username, firstName, lastName, password: goodPassword };
  await new Visitor().done("register", { body, headers: aKey() });
  return { ...who, practiceId, userId, visitor: new Visitor() };
}

/** A colleague who registered. */
async function colleague(): Promise<Account> {
  const who = aNewcomer("Ben", "Sato");
  const { firstName, lastName, email } = who;
  await manager.visitor.done("inviteUser", { body: { firstName, lastName, email }, headers: aKey() });
  return registered(who, await rowsWith("PRACTICE_TABLE", "email", email));
}

/** Signs in, with an authenticator that is set up now. */
async function signIn({ username, visitor }: Account): Promise<void> {
  await visitor.done("signIn", { body: { identifier: username, password: goodPassword } });
  await enrol(visitor);
}

async function enrol(visitor: Visitor): Promise<{ outcome: string }> {
  const { secret } = await visitor.done("startTotp");
  return visitor.done("confirmTotp", { body: { code: generateSync({ secret }) } });
}

async function resetTokenOf({ practiceId, userId, username }: Account): Promise<string> {
  await new Visitor().done("requestPasswordReset", { body: { identifier: username } });
  const letters = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const letter = letters.find((row) => row["letter"] === "password-reset" && row["subjectId"] === userId);
  if (!letter) throw new Error("no link was mailed");
  const { tokenId, ...facts } = letter["secret"] as { tokenId: string; generation: number; keyVersion: string };
  return tokenFor("reset", { id: tokenId, ...facts });
}

/** What must be so once, however often it was tried: the row, the event, the letter, and the password that counts. */
async function endOf({ practiceId, userId, username }: Account, action: string) {
  const row = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find(({ sk }) => sk === `U#${userId}`);
  const events = await eventsOf(practiceId, userId);
  const letters = await lettersOf(practiceId, userId);
  const tried = async (password: string) =>
    (await new Visitor().call("signIn", { body: { identifier: username, password } })).status;
  return {
    versions: [row?.["securityVersion"], row?.["version"]],
    open: ["reset", "passwordIntent", "mustChangePassword"].filter((name) => row?.[name] !== undefined),
    told: events.filter((event) => event["action"] === action && event["outcome"] === "success").length,
    mailed: letters.filter((letter) => letter === "password-changed").length,
    passwords: [await tried(newPassword), await tried(goodPassword)],
  };
}

/** After a crash its lease is waited out. */
const later = () => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });

test("a reset crashed at any call is made once when it is repeated with its key", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const who = await colleague();
      return { who, call: { body: { token: await resetTokenOf(who), password: newPassword }, headers: aKey() } };
    },
    act: async ({ call }) => (await new Visitor().call("confirmPasswordReset", call)).status,
    retry: async ({ call }) => {
      later();
      await new Visitor().done("confirmPasswordReset", call);
      vi.useRealTimers();
    },
    state: ({ who }) => endOf(who, "password.reset"),
  });
  expect(crashes).toBeGreaterThanOrEqual(18);
}, 300_000);

test("a change of the own password crashed at any call is made once, and the person is in with the new one", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const who = await colleague();
      await signIn(who);
      return { who, call: { body: { currentPassword: goodPassword, newPassword }, headers: aKey() } };
    },
    act: async ({ who, call }) => (await who.visitor.call("changePassword", call)).status,
    retry: async ({ who, call }) => {
      later();
      // The answer that was lost had the session's new cookie in it: then the change is done, and one signs in with it.
      const again = await who.visitor.call("changePassword", call);
      if (again.status !== 200) expect(again.json.code).toBe("session.required");
      vi.useRealTimers();
    },
    state: ({ who }) => endOf(who, "password.changed"),
  });
  expect(crashes).toBeGreaterThanOrEqual(20);
}, 300_000);

test("the new password that a sign-in asks for, crashed at any call, is set once, and ends in one session", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const who = await colleague();
      await amend("PRACTICE_TABLE", { pk: `P#${who.practiceId}`, sk: `U#${who.userId}` }, { mustChangePassword: true });
      await who.visitor.done("signIn", { body: { identifier: who.username, password: goodPassword } });
      expect(await enrol(who.visitor)).toMatchObject({ outcome: "new-password" });
      return who;
    },
    act: async ({ visitor }) => (await visitor.call("setNewPassword", { body: { password: newPassword } })).status,
    retry: async ({ visitor }) => {
      later();
      // The pending sign-in is gone where only its last answer was lost.
      const again = await visitor.call("setNewPassword", { body: { password: newPassword } });
      if (again.status !== 200) expect(again.json.code).toBe("second-step.expired");
      vi.useRealTimers();
    },
    state: async (who) => {
      const sessions = (await rowsOf("SESSION_TABLE", `U#${who.userId}`)).filter(({ sk }) => sk.startsWith("S#"));
      return { ...(await endOf(who, "password.renewed")), sessions: sessions.length };
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(20);
}, 300_000);
