import { setTimeout as pause } from "node:timers/promises";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { generateSync } from "otplib";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import type { AddressedMail } from "../../shared/data/outbox.ts";
import { passwordRule } from "../../shared/domain/lockout.ts";
import { defaultPolicy } from "../../shared/domain/policy.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { crashEverywhere, isEveryCrash } from "../kit/crash-run.ts";
import { aKey, handlerOf, someContext, Visitor } from "../kit/in-process.ts";
import { mailsTo } from "../kit/inbox.ts";
import { ownTable } from "../kit/own-table.ts";
import { aNewcomer, goodPassword, type Newcomer } from "../kit/person.ts";
import { proxiedEnvironment } from "../kit/proxied.ts";
import { eventsOf, lettersOf, likeness, type Row, rowsOf, rowsWith } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const proxy = await proxiedEnvironment();
const { store } = await import("../../shared/data/client.ts");
const { mailRow } = await import("../../shared/data/outbox.ts");
const { reserveTry } = await import("../../shared/data/counters.ts");
const { tokenFor } = await import("../../shared/secrets/token.ts");
const { tokenIdOf } = await import("../../shared/data/invitations.ts");
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
const userPool = new CognitoIdentityProviderClient({ endpoint: inject("endpoints")["cognito"] ?? "" });

/** Somebody who was invited, or signed a practice up, with the link's token. */
interface Invited extends Newcomer {
  readonly practiceId: string;
  readonly userId: string;
  readonly token: string;
}
type Invitation = Parameters<typeof tokenIdOf>[0] & { generation: number; keyVersion: string; userId: string };

const manager = new Visitor();
let practiceId = "";

beforeAll(async () => {
  const founder = await signedUp();
  await manager.done("register", { body: registrationOf(founder), headers: aKey() });
  await manager.done("signIn", { body: { identifier: founder.username, password: goodPassword } });
  await enrol(manager);
  practiceId = founder.practiceId;
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  quiet.mockRestore();
  await proxy.close();
});

async function signedUp(): Promise<Invited> {
  const who = aNewcomer("Ada", "Okafor");
  await new Visitor().done("signUp", { body: signUpOf(who.email), headers: aKey() });
  return withToken(who, await rowsWith("PRACTICE_TABLE", "email", who.email));
}

async function invited(): Promise<Invited> {
  const who = aNewcomer("Ben", "Sato");
  const { firstName, lastName, email } = who;
  const { userId } = await manager.done("inviteUser", { body: { firstName, lastName, email }, headers: aKey() });
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  return withToken(
    who,
    rows.filter((row) => row["userId"] === userId),
  );
}

async function registered(): Promise<Invited> {
  const who = await invited();
  await new Visitor().done("register", { body: registrationOf(who), headers: aKey() });
  return who;
}

async function withToken(who: Newcomer, rows: readonly Row[]): Promise<Invited> {
  const row = rows.find(({ sk }) => sk.startsWith("I#"));
  if (!row) throw new Error(`no invitation of ${who.email}`);
  const { practiceId, userId, generation, keyVersion, ...rest } = row as Row & Invitation;
  const id = tokenIdOf({ practiceId, invitationId: rest.invitationId });
  return { ...who, practiceId, userId, token: await tokenFor("invitation", { id, generation, keyVersion }) };
}

const signUpOf = (email: string) => ({ company: { name: "Sunrise Clinic", email, timeZone: "America/Chicago" } });
const registrationOf = ({ token, username, firstName, lastName }: Invited) => ({
  token,
  username,
  firstName,
  lastName,
  password: goodPassword,
});
const passwordOf = ({ username }: Newcomer) => ({ body: { identifier: username, password: goodPassword } });

/** The authenticator's next code, from the earliest step that Cognito still takes; none is given twice. */
const lastSteps = new WeakMap<Visitor, number>();
function nextCode(visitor: Visitor): string {
  const earliest = Math.floor((Date.now() - 27_000) / 30_000);
  const step = Math.max(earliest, (lastSteps.get(visitor) ?? 0) + 1);
  lastSteps.set(visitor, step);
  return generateSync({ secret: visitor.authenticatorKey ?? "", epoch: step * 30 });
}

/** The same, but not before Cognito takes it: one step ahead at most. */
async function freshCode(visitor: Visitor): Promise<string> {
  while ((lastSteps.get(visitor) ?? 0) > Math.floor(Date.now() / 30_000)) await pause(200);
  return nextCode(visitor);
}

async function enrol(visitor: Visitor): Promise<void> {
  const { secret } = await visitor.done("startTotp");
  visitor.authenticatorKey = secret;
  await visitor.done("confirmTotp", { body: { code: nextCode(visitor) } });
}

/** Every account of a practice that Cognito has. */
async function credentialsOf(practiceId: string): Promise<string[]> {
  const found: string[] = [];
  let PaginationToken: string | undefined;
  do {
    const UserPoolId = process.env["USER_POOL_ID"];
    const page = await userPool.send(new ListUsersCommand({ UserPoolId, PaginationToken }));
    for (const { Username = "", Attributes = [] } of page.Users ?? [])
      if (Attributes.some(({ Name, Value }) => Name === "custom:practice" && Value === practiceId))
        found.push(Username);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  return found;
}

/** Whether Cognito has this account. */
async function hasCredential(userId: string): Promise<boolean> {
  const { USER_POOL_ID } = process.env;
  return userPool.send(new AdminGetUserCommand({ UserPoolId: USER_POOL_ID, Username: userId })).then(
    () => true,
    (error: Error) => {
      if (error.name !== "UserNotFoundException") throw error;
      return false;
    },
  );
}

/** All that is kept of one person, in words that are alike for everybody: rows, changes told, letters, credential. */
async function storyOf({ practiceId, userId, username, email }: Omit<Invited, "token" | keyof Newcomer> & Newcomer) {
  const rows = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter((row) => row["userId"] === userId);
  const names = await rowsOf("PRACTICE_TABLE", `NAME#${username}`);
  const addresses = await rowsOf("PRACTICE_TABLE", `EMAIL#${email}`);
  const tries = await rowsOf("SESSION_TABLE", `TRY#${userId}`);
  const done = (await eventsOf(practiceId, userId)).filter((event) => event["outcome"] === "success");
  const story = {
    rows: rows.filter(({ sk }) => !sk.startsWith("O#")),
    reservations: [...names, ...addresses],
    fails: tries.map(({ sk, fails, total }) => [sk, fails, total]),
    events: changesIn(done).sort(),
    letters: (await lettersOf(practiceId, userId)).sort(),
    hasCredential: await hasCredential(userId),
  };
  return likeness(story, { practice: practiceId, user: userId, username, email });
}

/** Events that tell a change; what is sent and what is tried is told apart. */
const perTry = ["mail.sent", "mail.delivered", "sign-in.password-accepted", "sign-in.succeeded", "second-step.started"];
const changesIn = (events: readonly Row[]) =>
  events
    .filter(({ action }) => !perTry.includes(String(action)))
    .map(({ action, subjectVersion }) => `${action} ${subjectVersion ?? ""}`);

/** Of each kind of thing a sign-in leaves, as many as the log tells. */
async function expectToldSessions({ practiceId, userId }: Invited): Promise<void> {
  const rows = await rowsOf("SESSION_TABLE", `U#${userId}`);
  const events = await eventsOf(practiceId, userId);
  const count = (action: string) => events.filter((event) => event["action"] === action).length;
  const opened = count("sign-in.succeeded");
  expect(rows.filter(({ sk }) => sk.startsWith("S#"))).toHaveLength(opened);
  expect(rows.filter(({ sk }) => sk.startsWith("PENDING#"))).toHaveLength(count("sign-in.password-accepted") - opened);
}

test("a sign-up crashed at any call leaves, asked again, one invitation, one event and one letter", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => ({ email: aNewcomer("Ada", "Okafor").email, headers: aKey(), visitor: new Visitor() }),
    act: async ({ visitor, email, headers }) =>
      (await visitor.call("signUp", { body: signUpOf(email), headers })).status,
    retry: async ({ visitor, email, headers }) => visitor.done("signUp", { body: signUpOf(email), headers }),
    state: async ({ email }) => {
      const kept = await rowsWith("PRACTICE_TABLE", "email", email);
      const letters = await rowsWith("PRACTICE_TABLE", "to", email);
      const events = await rowsWith("AUDIT_TABLE", "actorName", email);
      const told = events.map(({ action }) => action);
      return likeness({ kept, letters: letters.map(({ letter }) => letter), told }, { email });
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(6);
});

test("a founder's registration crashed at any call opens, tried again, one practice with one account", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => ({ who: await signedUp(), headers: aKey() }),
    act: async ({ who, headers }) =>
      (await new Visitor().call("register", { body: registrationOf(who), headers })).status,
    retry: async ({ who, headers }) => new Visitor().done("register", { body: registrationOf(who), headers }),
    state: async ({ who }) => [
      await storyOf(who),
      likeness(
        (await rowsOf("PRACTICE_TABLE", `P#${who.practiceId}`)).filter(({ sk }) => sk === "PRACTICE"),
        { practice: who.practiceId },
      ),
      changesIn(await eventsOf(who.practiceId, who.practiceId)),
    ],
  });
  expect(crashes).toBeGreaterThanOrEqual(16);
});

test("a member's registration crashed at any call ends, tried again, in one account that is counted once", async () => {
  const count = async () =>
    Number((await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find(({ sk }) => sk === "PRACTICE")?.["registered"]);
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => ({ who: await invited(), headers: aKey(), before: await count() }),
    act: async ({ who, headers }) =>
      (await new Visitor().call("register", { body: registrationOf(who), headers })).status,
    retry: async ({ who, headers }) => new Visitor().done("register", { body: registrationOf(who), headers }),
    state: async ({ who, before }) => [await storyOf(who), (await count()) - before],
  });
  expect(crashes).toBeGreaterThanOrEqual(20);
});

test("after a crashed registration another browser waits for the end of the lease, and then its answers count", async () => {
  const who = await invited();
  proxy.decide(({ operation }) => (operation === "AdminSetUserPassword" ? "lose-answer" : "pass"));
  const crashed = await new Visitor().call("register", { body: registrationOf(who), headers: aKey() });
  proxy.decide();
  expect(crashed.status).toBe(503);
  const other = { ...who, username: aNewcomer("Ben", "Sato").username };
  const early = await new Visitor().call("register", { body: registrationOf(other), headers: aKey() });
  expect(early.json.code).toBe("invitation.used");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301_000 });
  await new Visitor().done("register", { body: registrationOf(other), headers: aKey() });
  vi.useRealTimers();
  expect(await new Visitor().done("signIn", passwordOf(other))).toMatchObject({ outcome: "second-step" });
  expect((await new Visitor().call("signIn", passwordOf(who))).status).toBe(401);
  expect(
    changesIn(await eventsOf(practiceId, who.userId)).filter((told) => told.startsWith("user.registered")),
  ).toEqual(["user.registered 2"]);
});

test("an invitation crashed at any call makes, asked again, one user, one event and one letter", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => ({ who: aNewcomer("Ben", "Sato"), headers: aKey() }),
    act: async ({ who: { firstName, lastName, email }, headers }) =>
      (await manager.call("inviteUser", { body: { firstName, lastName, email }, headers })).status,
    retry: async ({ who: { firstName, lastName, email }, headers }) =>
      manager.done("inviteUser", { body: { firstName, lastName, email }, headers }),
    state: async ({ who }) => {
      const users = await rowsWith("PRACTICE_TABLE", "email", who.email);
      expect(users.filter(({ sk }) => sk.startsWith("U#"))).toHaveLength(1);
      return storyOf({ ...who, practiceId, userId: String(users[0]?.["userId"]) });
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(8);
});

/** People with an authenticator: enrolled by one test, signed in by another, reset by a third. */
const enrolled: { who: Invited; visitor: Visitor }[] = [];
const verified: typeof enrolled = [];

test("setting an authenticator up, crashed at any call, ends at the next sign-in in one enrolment that is told once", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const stage = { who: await registered(), visitor: new Visitor() };
      await stage.visitor.done("signIn", passwordOf(stage.who));
      stage.visitor.authenticatorKey = (await stage.visitor.done("startTotp")).secret;
      enrolled.push(stage);
      return stage;
    },
    act: async ({ visitor }) => (await visitor.call("confirmTotp", { body: { code: nextCode(visitor) } })).status,
    retry: async ({ who, visitor }) => {
      const asked = await visitor.done("signIn", passwordOf(who));
      if (asked.enrolled.length === 0) return enrol(visitor);
      await visitor.done("answerSecondStep", { body: { method: "totp", code: nextCode(visitor) } });
    },
    state: async ({ who }) => {
      await expectToldSessions(who);
      return storyOf(who);
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(16);
});

test("a password step crashed at any call, also with Cognito's answer lost, is begun again, and every one that was accepted is told once (attack 12)", async () => {
  const who = await registered();
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => who,
    act: async () => (await new Visitor().call("signIn", passwordOf(who))).status,
    retry: async () => new Visitor().done("signIn", passwordOf(who)),
    state: async () => {
      await expectToldSessions(who);
      return storyOf(who);
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(14);
});

test("the try that locks, crashed at any call, is told and mailed once by the tries after it, and its lock ends like any (attack 10)", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const who = await registered();
      const account = { id: who.userId, factor: "password" } as const;
      for (let fails = 0; fails < 6; fails++) await reserveTry(account, passwordRule(defaultPolicy), new Date());
      return who;
    },
    // The refusal is the right outcome here.
    act: async (who) => ((await wrong(who)) === 401 ? 200 : 503),
    retry: async (who) => {
      expect(await wrong(who)).toBe(401);
      // Who tries while it is locked brings it to light, once nobody can be at work on the try that locked.
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
      expect(await wrong(who)).toBe(401);
      vi.useRealTimers();
    },
    state: storyOf,
  });
  expect(crashes).toBeGreaterThanOrEqual(14);
});

const wrong = async ({ username }: Newcomer) =>
  (await new Visitor().call("signIn", { body: { identifier: username, password: "wrong" } })).status;

test("an unlock crashed at any call counts, asked again, once", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const who = await registered();
      await wrong(who);
      return { who, call: { path: { userId: who.userId }, headers: aKey() } };
    },
    act: async ({ call }) => (await manager.call("unlockUser", call)).status,
    retry: async ({ call }) =>
      expect(await manager.done("unlockUser", call)).toMatchObject({ clearedPasswordTries: 1 }),
    state: async ({ who }) => storyOf(who),
  });
  expect(crashes).toBeGreaterThanOrEqual(12);
});

test("a change of the practice crashed at any call is made once: no version is left out, none is told twice", async () => {
  const read = async () => {
    const { headers, json } = await manager.call("getPractice");
    return { etag: String(headers["etag"]), name: json.name };
  };
  const changes = async () =>
    (await eventsOf(practiceId, practiceId)).filter(({ action }) => action === "practice.changed");
  const change = async ({ etag, name }: { etag: string; name: string }) =>
    (await manager.call("updatePractice", { body: { name }, headers: { "if-match": etag } })).status;
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => ({ etag: (await read()).etag, name: `Clinic ${aKey()["idempotency-key"]}` }),
    act: change,
    retry: async (stage) => expect([200, 412]).toContain(await change(stage)),
    state: async ({ name }) => {
      const told = await changes();
      expect(told.map((event) => event["subjectVersion"])).toEqual(told.map((_, index) => index + 2));
      expect((await read()).etag).toBe(`"v${told.length + 1}"`);
      return [(await read()).name === name, JSON.stringify(told.at(-1)?.["changes"]).includes(name)];
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(4);
});

test("a second step crashed at any call is made up for by a new sign-in, and every session is told once", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const stage = enrolled.shift() ?? (await newlyEnrolled());
      verified.push(stage);
      await stage.visitor.done("signIn", passwordOf(stage.who));
      return stage;
    },
    act: secondStep,
    retry: async (stage) => {
      await stage.visitor.done("signIn", passwordOf(stage.who));
      expect(await secondStep(stage)).toBe(200);
    },
    state: async ({ who }) => {
      await expectToldSessions(who);
      return storyOf(who);
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(14);
});

async function newlyEnrolled() {
  const stage = { who: await registered(), visitor: new Visitor() };
  await stage.visitor.done("signIn", passwordOf(stage.who));
  await enrol(stage.visitor);
  return stage;
}

async function secondStep({ visitor }: { readonly who: Invited; readonly visitor: Visitor }): Promise<number> {
  const code = await freshCode(visitor);
  return (await visitor.call("answerSecondStep", { body: { method: "totp", code } })).status;
}

test("a reset of a second step, crashed at any call, keeps nobody out and, asked again, is told and mailed once", async () => {
  const reset = async ({ who, headers }: { who: Invited; headers: object }) => {
    const body = { reason: "Came to the front desk with the badge" };
    const call = { path: { userId: who.userId }, body, headers: { ...headers } };
    return (await manager.call("resetSecondStep", call)).status;
  };
  const enrolledNow = async (who: Invited) => (await new Visitor().done("signIn", passwordOf(who))).enrolled;
  const { crashes, operations } = await crashEverywhere(proxy, {
    arrange: async () => {
      // So that no run notes when the manager was last seen, and the next does not.
      await manager.done("getSession");
      return { ...(verified.shift() ?? (await newlyEnrolled())), headers: aKey() };
    },
    act: reset,
    retry: async (stage) => {
      // With the app, or by setting a new one up: a crash leaves no third way, and none at all neither.
      expect([[], ["totp"]]).toContainEqual(await enrolledNow(stage.who));
      expect(await reset(stage)).toBe(200);
    },
    state: async ({ who }) => {
      const asked = await enrolledNow(who);
      await expectToldSessions(who);
      return { asked, story: await storyOf(who) };
    },
  });
  expect(operations.filter((name) => name === "AdminSetUserMFAPreference")).toHaveLength(1);
  expect(crashes).toBeGreaterThanOrEqual(14);
});

test("a mail crashed at any call of its delivery is sent by the next sweep, twice at most, and told once", async () => {
  const table = await ownTable(process.env["PRACTICE_TABLE"] ?? "");
  vi.stubEnv("PRACTICE_TABLE", table.name);
  const deliver = async (event: object) => (await handlerOf("mailer"))(event as never, someContext);
  const arrived: Record<string, number> = {};
  const { crashes, operations } = await crashEverywhere(proxy, {
    arrange: async () => {
      const to = aNewcomer("Ben", "Sato").email;
      const row = mailRow(scopeOf(practiceId), aLetterTo(to), new Date());
      await store.send(new PutCommand({ TableName: table.name, Item: row }));
      return { to, row };
    },
    act: async ({ row: { pk, sk } }) => {
      await deliver({ Records: [{ eventName: "INSERT", dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }] });
      return 200;
    },
    retry: async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
      await deliver({ sweep: true });
      vi.useRealTimers();
    },
    state: async ({ to, row }) => {
      const { Item } = await store.send(new GetCommand({ TableName: table.name, Key: { pk: row.pk, sk: row.sk } }));
      const sent = (await eventsOf(practiceId, to)).map(({ action, outcome }) => [action, outcome]);
      arrived[to] = (await mailsTo(inject("place").toolsUrl, to)).length;
      return likeness({ state: Item?.["state"], mailQueue: Item?.["mailQueue"], sent }, {});
    },
    isWhole: true,
  });
  vi.unstubAllEnvs();
  await table.remove();
  expect(crashes).toBe(operations.length * 2);
  expect(operations).toEqual(["PutItem", "GetItem", "SendEmail", "TransactWriteItems"]);
  const twice = Object.values(arrived).filter((count) => count === 2);
  expect(Object.values(arrived).every((count) => count === 1 || count === 2)).toBe(true);
  // After SES answered and before the mark: the answer lost, or the mark not made, which leave the same.
  expect(twice).toHaveLength(isEveryCrash ? 2 : 1);
});

const aLetterTo = (to: string): AddressedMail => ({
  letter: "account-locked",
  to,
  subjectId: to,
  subjectName: "Ben Sato",
  params: { practiceName: "Sunrise Clinic", firstName: "Ben", at: "noon", until: "one", address: "127.0.0.1" },
  secret: { kind: "page-link", page: "signin" },
});

test("Cognito has exactly the users that the rows have", async () => {
  const users = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(({ sk }) => sk.startsWith("U#"));
  const active = users.filter(({ status }) => status === "active").map(({ userId }) => String(userId));
  expect(active.length).toBeGreaterThan(isEveryCrash ? 40 : 10);
  expect(users.every(({ status }) => status === "active" || status === "invited")).toBe(true);
  const known = await credentialsOf(practiceId);
  expect(known.toSorted()).toEqual(active.toSorted());
});
