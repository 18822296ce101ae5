import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { appearanceOf, atOnce, inGroups, networkOf } from "../kit/burst.ts";
import { type Invited, registeredCrowd } from "../kit/crowd.ts";
import { exchange } from "../kit/http.ts";
import { mailsTo, mailTo, resetTokenIn } from "../kit/inbox.ts";
import {
  aNewcomer,
  enrolEmail,
  enrolTotp,
  goodPassword,
  type Newcomer,
  Person,
  registerFrom,
  signInAs,
} from "../kit/person.ts";
import { amend, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { identityCalls, inTheFuture, resetIdentityCalls } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const newPassword = "Copper-dove-5-meadow";
let manager: Person;
let practiceId: string;
let crowd: Invited[];
const nextMember = () => crowd.pop()!;

beforeAll(async () => {
  manager = await settledPractice(place, aNewcomer("Manager", "Passwood"));
  practiceId = (await manager.done("GET", "/session")).practiceId;
  crowd = await registeredCrowd(manager, 22);
}, 120_000);

const aStranger = () => new Person(place);
let network = 0;
/** From a network of its own, so that no throttle of an address is met. */
const ask = (identifier: string, headers = {}) => {
  network += 1;
  return aStranger().call("POST", "/password-resets", { identifier }, { from: networkOf(network), headers });
};
const isReset = ({ text }: { text: string }) => text.includes("/reset#");
const resetMails = async (email: string) => (await mailsTo(place.toolsUrl, email)).filter((mail) => isReset(mail));

/** Asks for a link and waits for its mail. */
async function linkFor({ username, email }: Newcomer): Promise<string> {
  const before = (await resetMails(email)).length;
  expect((await ask(username)).status).toBe(202);
  const until = Date.now() + 20_000;
  while ((await resetMails(email)).length === before) {
    if (Date.now() > until) throw new Error(`no new link for ${email}`);
    await pause(100);
  }
  return resetTokenIn((await resetMails(email))[0]!);
}
/** Another link, later than the pause between two mails. */
const laterLinkFor = (who: Newcomer) => inTheFuture(place, 61, () => linkFor(who));
const lookUp = (token: string) => aStranger().call("POST", "/password-resets/lookup", { token });
const confirm = (token: string, password = newPassword, key = randomUUID()) => {
  network += 1;
  const saying = { headers: { "idempotency-key": key }, from: networkOf(network) };
  return aStranger().call("POST", "/password-resets/confirm", { token, password }, saying);
};
const codeOf = ({ json }: { json: { code?: string } }) => json.code;
const userRow = (userId: string) => ({ pk: `P#${practiceId}`, sk: `U#${userId}` });
const eventsAbout = async (userId: string, action: string) =>
  (await manager.done("GET", `/audit-events?subjectId=${userId}&action=${action}&limit=100`)).items;
const tryPassword = (identifier: string, password: string, number = 0) =>
  aStranger().call("POST", "/sign-in", { identifier, password }, { from: networkOf(number) });
const linkIsDead = async (token: string) => {
  expect(codeOf(await lookUp(token))).toBe("password-reset.link-invalid");
  expect(codeOf(await confirm(token))).toBe("password-reset.link-invalid");
};

/** A member signed in with an authenticator. */
async function signedIn(who: Newcomer): Promise<Person> {
  const person = aStranger();
  await signInAs(person, who);
  await enrolTotp(person);
  return person;
}

describe("a reset by mailed link", () => {
  let member: Invited;
  let before: Person;
  let token: string;
  beforeAll(async () => {
    member = nextMember();
    before = await signedIn(member);
    token = await linkFor(member);
  });

  test("shows whose password it sets, as often as it is opened", async () => {
    for (let time = 0; time < 3; time++) {
      const { status, json } = await lookUp(token);
      expect([status, json.username, json.practiceName]).toEqual([200, member.username, "Sunrise Family Practice"]);
      expect(json.rules).toMatchObject({ minLength: 12, needsComposition: true });
    }
  });

  test("keeps to the rules, with the words of the practice and the person", async () => {
    const codes = async (password: string) =>
      (await confirm(token, password)).json.errors.map((e: { code: string }) => e.code);
    expect(await codes("Short-1")).toContain("too-short");
    expect(await codes(`${member.lastName}-Zebra-42-kiwi`)).toEqual(["too-personal"]);
    expect(await codes("Sunrise-Zebra-42-kiwi")).toEqual(["too-personal"]);
    expect(await codes(goodPassword)).toEqual(["used-before"]);
  });

  test("sets the password, is told to the owner, and ends every session", async () => {
    expect((await before.call("GET", "/session")).status).toBe(200);
    expect(await confirm(token)).toMatchObject({ status: 200, json: { outcome: "password-set" } });
    expect((await before.call("GET", "/session")).status).toBe(401);
    const notice = await mailTo(place.toolsUrl, member.email, ({ subject }) => /was changed/.test(subject));
    expect(notice.text).toContain(`${place.baseUrl}/forgot`);
    expect(await eventsAbout(member.userId, "password.reset")).toHaveLength(1);
    expect(await eventsAbout(member.userId, "password.change-started")).not.toHaveLength(0);
  });

  test("leaves the second step as it is: the new password alone opens nothing (attack 24)", async () => {
    expect((await tryPassword(member.username, goodPassword)).status).toBe(401);
    const again = aStranger();
    const asked = await signInAs(again, { ...member, password: newPassword });
    expect(asked).toMatchObject({ outcome: "second-step", enrolled: ["totp"] });
    expect((await again.call("GET", "/session")).status).toBe(401);
    expect((await again.call("POST", "/second-steps/totp")).json.code).toBe("second-step.already-enrolled");
  });

  test("works once", () => linkIsDead(token));
});

describe("a link to a new password is dead (attack 26)", () => {
  test("after a newer one, which works", async () => {
    const member = nextMember();
    const first = await linkFor(member);
    const second = await laterLinkFor(member);
    expect(first).not.toBe(second);
    await linkIsDead(first);
    expect((await confirm(second)).status).toBe(200);
  });

  test("after its hour, and is good until then", async () => {
    const token = await linkFor(nextMember());
    await inTheFuture(place, 3600 - 30, async () => expect((await lookUp(token)).status).toBe(200));
    await inTheFuture(place, 3600 + 5, () => linkIsDead(token));
  });

  test("after a change of address or role, and for an account that was disabled or has ended: nothing is revived", async () => {
    const changes: Record<string, unknown>[] = [
      { email: "moved@sunrise.example" },
      { securityVersion: 2 },
      { status: "disabled" },
      { expiresAt: new Date(Date.now() - 1000).toISOString() },
    ];
    await inGroups(changes, 4, async (change) => {
      const member = nextMember();
      const token = await linkFor(member);
      expect((await lookUp(token)).status).toBe(200);
      await amend("PRACTICE_TABLE", userRow(member.userId), change);
      await linkIsDead(token);
      expect((await tryPassword(member.username, newPassword)).status).toBe(401);
      const [row] = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(({ sk }) => sk === `U#${member.userId}`);
      expect(row).toMatchObject({ status: change["status"] ?? "active" });
    });
  });

  test("when this house did not make it", async () => {
    const [one, other] = [await linkFor(nextMember()), await linkFor(nextMember())];
    const [keyVersion, id, generation, mac] = one.split(".") as [string, string, string, string];
    const [, otherId] = other.split(".") as [string, string];
    const flip = (text: string, at: number) =>
      `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
    const forged = [
      ...Array.from({ length: mac.length }, (_, at) => [keyVersion, id, generation, flip(mac, at)].join(".")),
      [keyVersion, otherId, generation, mac].join("."),
      [keyVersion, id, "2", mac].join("."),
      [keyVersion, id, "01", mac].join("."),
      [flip(keyVersion, 0), id, generation, mac].join("."),
      one.slice(0, -1),
      `${one}A`,
      (await registrationToken()) ?? "",
    ];
    // Each refusal waits for the floor, so many wait for it together.
    const looked = await inGroups(forged, 20, async (token) => [codeOf(await lookUp(token)), token]);
    expect(looked).toEqual(forged.map((token) => ["password-reset.link-invalid", token]));
    expect((await lookUp(one)).status).toBe(200);
  });

  /** A good token of another purpose. */
  async function registrationToken(): Promise<string | undefined> {
    return crowd[0]?.token;
  }
});

test("the link in the mail is the house's own, whatever host a request names (attack 23)", async () => {
  const member = nextMember();
  const poison = {
    host: "evil.example",
    origin: "http://evil.example",
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example;proto=https",
    "x-original-url": "http://evil.example/",
  };
  expect((await ask(member.username, poison)).status).toBe(202);
  const mail = await mailTo(place.toolsUrl, member.email, isReset);
  expect(mail.text).toContain(`${place.baseUrl}/reset#`);
  expect(`${mail.text}${mail.html}`).not.toContain("evil");
});

test("of 200 confirmations of one link at once one has an effect, and its password is the one that counts", async () => {
  const member = nextMember();
  const token = await linkFor(member);
  const password = (number: number) => `${newPassword}-${number}`;
  const answers = await atOnce(200, (number) => confirm(token, password(number)));
  const won = answers.flatMap(({ status }, number) => (status === 200 ? [number] : []));
  expect(won).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200))
    expect(["password-reset.link-invalid", "password.being-changed"]).toContain(codeOf(answer));
  expect(await eventsAbout(member.userId, "password.reset")).toHaveLength(1);
  expect((await tryPassword(member.username, password(won[0]!))).status).toBe(200);
  expect((await tryPassword(member.username, password((won[0]! + 1) % 200))).status).toBe(401);
});

test("a confirmation whose answer was lost is answered the same when it is repeated with its key", async () => {
  const token = await linkFor(nextMember());
  const key = randomUUID();
  const [first, again] = [await confirm(token, newPassword, key), await confirm(token, newPassword, key)];
  expect([first.status, again.status, again.json]).toEqual([200, 200, first.json]);
  expect(codeOf(await confirm(token, `${newPassword}!`, key))).toBe("idempotency.mismatch");
});

describe("a reset and the lock (attack 25)", () => {
  test("ends the lock of the password, which the list shows at once", async () => {
    const member = nextMember();
    await atOnce(20, (number) => tryPassword(member.username, `Wrong-Guess-${number}-Kiwi`, number));
    expect((await manager.done("GET", `/users/${member.userId}`)).status).toBe("locked");
    expect((await confirm(await linkFor(member))).status).toBe(200);
    expect((await manager.done("GET", `/users/${member.userId}`)).status).toBe("active");
    await pause(4100);
    expect((await tryPassword(member.username, newPassword)).status).toBe(200);
  });

  test("puts a password back to use that a hundred failures had disabled, and no second step", async () => {
    const member = nextMember();
    await amend(
      "SESSION_TABLE",
      { pk: `TRY#${member.userId}`, sk: "password" },
      { fails: 7, total: 100, lastAt: new Date().toISOString() },
    );
    const disabledCodes = { fails: 10, total: 100, lastAt: new Date().toISOString() };
    await amend("SESSION_TABLE", { pk: `TRY#${member.userId}`, sk: "code" }, disabledCodes);
    expect((await tryPassword(member.username, goodPassword)).status).toBe(401);
    expect((await confirm(await linkFor(member))).status).toBe(200);
    const person = aStranger();
    await signInAs(person, { ...member, password: newPassword });
    const { secret } = await person.done("POST", "/second-steps/totp");
    person.authenticatorKey = secret;
    const { status, json } = await person.call("POST", "/second-steps/totp/confirm", { code: await person.nextCode() });
    expect([status, json.code]).toEqual([422, "second-step.wrong-code"]);
    const [codes] = (await rowsOf("SESSION_TABLE", `TRY#${member.userId}`)).filter(({ sk }) => sk === "code");
    expect(codes).toMatchObject(disabledCodes);
  });

  test("ends a sign-in that is half-way: the old password's second step is refused", async () => {
    const member = nextMember();
    const half = aStranger();
    await signInAs(half, member);
    expect((await confirm(await linkFor(member))).status).toBe(200);
    expect((await half.call("POST", "/second-steps/totp")).json.code).toBe("second-step.expired");
  });
});

test("whoever asks for whom, the answer is the same, and mail goes to open accounts only, once a minute", async () => {
  const [known, locked, disabled, expired] = [nextMember(), nextMember(), nextMember(), nextMember()];
  await atOnce(10, (number) => tryPassword(locked.username, `Wrong-Guess-${number}-Kiwi`, number));
  await amend("PRACTICE_TABLE", userRow(disabled.userId), { status: "disabled" });
  await amend("PRACTICE_TABLE", userRow(expired.userId), { expiresAt: new Date(Date.now() - 1000).toISOString() });
  const invited = aNewcomer("Iris", "Unregistered");
  const { firstName, lastName, email } = invited;
  await manager.done("POST", "/invitations", { firstName, lastName, email });
  const foreign = aNewcomer("Otto", "Elsewhere");
  await settledPractice(place, foreign);
  const people = [known, locked, disabled, expired, invited, foreign];
  // Two names of one person never at the same moment: the second mail of a minute is what is looked for.
  const rounds = [
    people.map(({ username }) => username),
    people.map((who) => who.email),
    [aNewcomer("No", "Body").username, "nobody@nowhere.example", ` ${known.username.toUpperCase()} `],
  ];
  const looks: string[] = [];
  for (const names of rounds) looks.push(...(await inGroups(names, 6, async (name) => appearanceOf(await ask(name)))));
  expect(looks).toHaveLength(15);
  expect([...new Set(looks)]).toHaveLength(1);
  expect(looks[0]).toContain("202");
  for (const who of [known, locked, foreign]) await mailTo(place.toolsUrl, who.email, isReset);
  await pause(1000);
  const counts = await Promise.all(
    [known, locked, foreign, disabled, expired, invited].map(async (who) => (await resetMails(who.email)).length),
  );
  expect(counts).toEqual([1, 1, 1, 0, 0, 0]);
  const reasons = await Promise.all(
    [disabled, expired].map(async ({ userId }) => (await eventsAbout(userId, "password.reset-asked"))[0]),
  );
  expect(reasons.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["refused", "not-active"],
    ["refused", "expired"],
  ]);
});

test("an address that accounts of two practices have gets one mail that names the usernames, and no link", async () => {
  const [one, other] = [aNewcomer("Twin", "One"), aNewcomer("Twin", "Other")];
  await settledPractice(place, one);
  const elsewhere = await settledPractice(place, aNewcomer("Manager", "Elsewhere"));
  const { firstName, lastName } = other;
  await elsewhere.done("POST", "/invitations", { firstName, lastName, email: one.email, roles: ["member"] });
  await pause(1500);
  const person = aStranger();
  await registerFrom(person, { ...other, email: one.email });
  expect((await ask(one.email)).status).toBe(202);
  const mail = await mailTo(place.toolsUrl, one.email, ({ subject }) => /which of your accounts/i.test(subject));
  const words = mail.text.replaceAll("\u2060", "");
  expect(words).toContain(one.username);
  expect(words).toContain(other.username);
  expect(mail.text).toContain(`${place.baseUrl}/forgot`);
  // A name copied from the mail, with the invisible signs that keep mail programs from linking it.
  const copied = /Username: (\S+)/.exec(mail.text)?.[1] ?? "";
  expect(await resetMails(one.email)).toHaveLength(0);
  expect((await ask(copied)).status).toBe(202);
  await mailTo(place.toolsUrl, one.email, isReset);
});

describe("the own password in the profile", () => {
  const change = (person: Person, currentPassword: string, next = newPassword) =>
    person.call(
      "POST",
      "/profile/password",
      { currentPassword, newPassword: next },
      { headers: { "idempotency-key": randomUUID() } },
    );

  test("ends the other sessions: of 200 requests at once after the change none passes, and the own session goes on", async () => {
    const member = nextMember();
    const own = await signedIn(member);
    const other = aStranger();
    await signInAs(other, member);
    other.authenticatorKey = own.authenticatorKey;
    const { session } = await other.done("POST", "/sign-in/second-step", {
      method: "totp",
      code: await nextCodeAfter(own, other),
    });
    other.csrfToken = session.csrfToken;
    const stolen = twinOf(own);
    expect((await other.call("GET", "/session")).status).toBe(200);
    const answer = await change(own, goodPassword);
    expect([answer.status, answer.json.outcome]).toEqual([200, "password-set"]);
    const after = await atOnce(200, (number) => [other, stolen][number % 2]!.call("GET", "/session"));
    expect(after.filter(({ status }) => status !== 401)).toEqual([]);
    expect((await own.call("GET", "/session")).json.csrfToken).toBe(answer.json.csrfToken);
    own.csrfToken = answer.json.csrfToken;
    await mailTo(place.toolsUrl, member.email, ({ subject }) => /was changed/.test(subject));
    expect(await eventsAbout(member.userId, "password.changed")).toHaveLength(1);
    expect((await tryPassword(member.username, newPassword)).status).toBe(200);

    // Not one of the last five, then the sixth is free again.
    const passwords = [newPassword, ...[1, 2, 3, 4, 5].map((number) => `Walnut-Ferry-${number}0-orbit`)];
    for (let at = 1; at < passwords.length; at++) {
      const { status, json } = await change(own, passwords[at - 1]!, passwords[at]!);
      expect(status, JSON.stringify(json)).toBe(200);
      own.csrfToken = json.csrfToken;
    }
    for (const used of passwords.slice(1)) {
      const { status, json } = await change(own, passwords[5]!, used);
      expect([status, json.errors[0].code, json.errors[0].pointer]).toEqual([422, "used-before", "/newPassword"]);
    }
    expect((await change(own, passwords[5]!, passwords[0]!)).status).toBe(200);
  });

  test("takes wrong guesses of the current one from the sign-in's tries, and locks (attack 4)", async () => {
    const member = nextMember();
    const own = await signedIn(member);
    await resetIdentityCalls(place);
    const guesses = [];
    for (let number = 0; number < 12; number++)
      guesses.push(
        number % 2
          ? await change(own, `Wrong-${number}-Guess-kiwi`)
          : await tryPassword(member.username, `Wrong-${number}-Guess-kiwi`),
      );
    expect((await identityCalls(place))["AdminInitiateAuth"]).toBe(7);
    for (const [number, answer] of guesses.entries())
      expect(codeOf(answer)).toBe(number % 2 ? "password.current-refused" : "sign-in.refused");
    expect(codeOf(await change(own, goodPassword))).toBe("password.current-refused");
    expect((await manager.done("GET", `/users/${member.userId}`)).status).toBe("locked");
    await mailTo(place.toolsUrl, member.email, ({ subject }) => /lock/i.test(subject));
  });
});

/** A code of an authenticator that two people of a test share. */
async function nextCodeAfter(used: Person, other: Person): Promise<string> {
  const first = await used.nextCode();
  other.authenticatorKey = used.authenticatorKey;
  return first;
}

describe("the age of a password", () => {
  let chief: Person;
  let ownPractice: string;
  let who: Newcomer;
  let userId: string;
  const agePolicy = (mode: string) =>
    amend(
      "PRACTICE_TABLE",
      { pk: `P#${ownPractice}`, sk: "PRACTICE" },
      { policy: { passwordAge: { mode, days: 30 } } },
    );
  const setAge = (days: number) =>
    amend(
      "PRACTICE_TABLE",
      { pk: `P#${ownPractice}`, sk: `U#${userId}` },
      { passwordChangedAt: new Date(Date.now() - days * 86_400_000).toISOString() },
    );
  beforeAll(async () => {
    chief = await settledPractice(place, aNewcomer("Chief", "Ageing"));
    ownPractice = (await chief.done("GET", "/session")).practiceId;
    who = aNewcomer("Olga", "Oldham");
    const person = await settledMember(chief, who);
    userId = (await person.done("GET", "/session")).userId;
  });

  const withCode = async (person: Person) => {
    const asked = Date.now();
    await signInAs(person, who);
    const isNew = (at: string) => Date.parse(at) >= asked - 50;
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject, at }) => /code/i.test(subject) && isNew(at));
    const code = /\b(\d{4})[ \u00a0-]?(\d{4})\b/.exec(mail.text);
    return person.done("POST", "/sign-in/second-step", { method: "email", code: `${code?.[1]}${code?.[2]}` });
  };

  test("is reminded of where the policy says so", async () => {
    await agePolicy("remind");
    await setAge(29);
    const young = await withCode(aStranger());
    expect(young.session.passwordDueAt).toBeUndefined();
    await setAge(31);
    const old = await withCode(aStranger());
    expect(old.outcome).toBe("signed-in");
    expect(Date.parse(old.session.passwordDueAt)).toBeLessThan(Date.now());
  });

  test("asks, where the policy forces it, for a new one after the second step, and gives no session before", async () => {
    await agePolicy("force");
    await setAge(31);
    const person = aStranger();
    const asked = await withCode(person);
    expect(asked).toMatchObject({ outcome: "new-password", rules: { minLength: 12 } });
    expect(person.cookies.has("__Host-gh")).toBe(false);
    expect((await person.call("GET", "/session")).status).toBe(401);
    for (const [method, path] of [
      ["POST", "/sign-in/second-step/resend"],
      ["POST", "/second-steps/totp"],
      ["POST", "/second-steps/email"],
    ] as const)
      expect((await person.call(method, path)).status, path).toBe(409);
    expect((await person.call("POST", "/sign-in/new-password", { password: goodPassword })).json.errors[0].code).toBe(
      "used-before",
    );
    const answers = await atOnce(20, (number) =>
      twinOf(person).call("POST", "/sign-in/new-password", { password: `${newPassword}-${number}` }),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won, JSON.stringify(answers.map(({ json }) => json.code))).toHaveLength(1);
    expect(won[0]!.json).toMatchObject({ outcome: "signed-in" });
    expect(won[0]!.json.session.passwordDueAt).toBeUndefined();
    const number = answers.indexOf(won[0]!);
    who = { ...who, password: `${newPassword}-${number}` };
    expect(await withCode(aStranger())).toMatchObject({ outcome: "signed-in" });
  });

  test("does not matter to a person who must change the password in any case", async () => {
    await agePolicy("off");
    await amend("PRACTICE_TABLE", { pk: `P#${ownPractice}`, sk: `U#${userId}` }, { mustChangePassword: true });
    const person = aStranger();
    expect(await withCode(person)).toMatchObject({ outcome: "new-password" });
    expect(await person.done("POST", "/sign-in/new-password", { password: "Walnut-Ferry-70-orbit" })).toMatchObject({
      outcome: "signed-in",
    });
    who = { ...who, password: "Walnut-Ferry-70-orbit" };
    expect(await withCode(aStranger())).toMatchObject({ outcome: "signed-in" });
  });

  test("a person who enrols for the first time is enrolled with the session that follows the new password", async () => {
    const late = aNewcomer("Lena", "Latecomer");
    const { firstName, lastName, email } = late;
    const { userId: lateId } = await chief.done("POST", "/invitations", { firstName, lastName, email });
    const person = aStranger();
    await registerFrom(person, late);
    await amend("PRACTICE_TABLE", { pk: `P#${ownPractice}`, sk: `U#${lateId}` }, { mustChangePassword: true });
    await signInAs(person, late);
    expect(await enrolEmail(person, late.email)).toBe("new-password");
    const { session } = await person.done("POST", "/sign-in/new-password", { password: newPassword });
    expect(session.username).toBe(late.username);
    expect((await chief.done("GET", `/users/${lateId}`)).secondStep).toBe("email");
  });
});

test("what a scanner opens consumes nothing", async () => {
  const token = await linkFor(nextMember());
  for (const method of ["GET", "HEAD", "OPTIONS"])
    for (const path of ["/reset", `/reset?token=${token}`, `/api/v1/password-resets/confirm?token=${token}`])
      expect((await exchange({ method, url: `${place.baseUrl}${path}` })).status).toBeLessThan(500);
  expect((await confirm(token)).status).toBe(200);
});
