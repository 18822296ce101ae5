import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce, inGroups, networkOf, spoken } from "../kit/burst.ts";
import { type Invited, inviteCrowd } from "../kit/crowd.ts";
import { type Answered, exchange } from "../kit/http.ts";
import { mailsTo, mailTo, tokenIn } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, bringIn, goodPassword, openPractice, Person, signInAs, unique } from "../kit/person.ts";
import { inTheFuture } from "../kit/tools-port.ts";

const place = inject("place");
const days = 86_400;

let manager: Person;
beforeAll(async () => {
  manager = await openPractice(place, aNewcomer("Manager", "Inverness"));
});

const aStranger = () => new Person(place);
const invited = async () => (await inviteCrowd(manager, 1, "Guest"))[0]!;
const formOf = ({ token, username, firstName, lastName }: Invited) => ({
  token,
  username,
  firstName,
  lastName,
  password: goodPassword,
});
const register = (form: unknown, { network = 0, key = randomUUID() }: { network?: number; key?: string } = {}) =>
  aStranger().call("POST", "/registrations", form, {
    headers: { "idempotency-key": key },
    from: networkOf(network),
  });
const lookUp = (token: string, network = 0) =>
  aStranger().call("POST", "/registrations/lookup", { token }, { from: networkOf(network) });
const outcomes = (answers: readonly Answered[]) =>
  Object.groupBy(answers, ({ status, json }) => (status < 300 ? String(status) : `${status} ${json.code}`));
const counts = (answers: readonly Answered[]) =>
  Object.fromEntries(Object.entries(outcomes(answers)).map(([look, all]) => [look, all?.length]));
const usersWith = async (email: string) =>
  (await manager.done("GET", `/users?search=${encodeURIComponent(email)}`)).items;

describe("200 registrations with one link at once", () => {
  test("make one account; the others are told that the link was used (attack 27)", async () => {
    const guest = await invited();
    const names = Array.from({ length: 200 }, () => unique("racer"));
    const answers = await atOnce(200, (number) =>
      register(
        { ...formOf(guest), username: names[number], password: `${goodPassword}-${number}` },
        { network: number },
      ),
    );
    const said = spoken(answers);
    expect(counts(said)).toEqual({ "201": 1, "409 invitation.used": said.length - 1 });
    const [winner] = outcomes(answers)["201"]!;
    const number = answers.indexOf(winner!);
    const registered = { username: names[number], status: "active", registration: "setup-incomplete" };
    await expect.poll(() => usersWith(guest.email), listed).toMatchObject([registered]);
    const log = await manager.done("GET", `/audit-events?subjectId=${guest.userId}&action=user.registered`);
    expect(log.items).toHaveLength(1);
    const asked = await signInAs(aStranger(), { username: names[number]!, password: `${goodPassword}-${number}` });
    expect(asked.outcome).toBe("second-step");
    const loser = names[(number + 1) % 200]!;
    const tried = await aStranger().call("POST", "/sign-in", { identifier: loser, password: goodPassword });
    expect(tried.status).toBe(401);
  });

  test("with a founder's link open one practice, with one administrator (attack 35)", async () => {
    const founder = aNewcomer("Fay", "Founder");
    const company = { name: "One Door Clinic", timeZone: "America/Chicago", email: founder.email };
    await aStranger().done("POST", "/practices", { company });
    const token = tokenIn(await mailTo(place.toolsUrl, founder.email));
    const { firstName, lastName } = founder;
    const answers = await atOnce(200, (number) =>
      register(
        { token, firstName, lastName, username: unique("founder"), password: goodPassword },
        { network: number },
      ),
    );
    expect(counts(answers)).toEqual({ "201": 1, "409 invitation.used": 199 });
  });
});

test("opening a link a hundred times consumes nothing, nor does what mail scanners do with it (peers A5) (attack 33)", async () => {
  const guest = await invited();
  const opened = await atOnce(100, (number) => lookUp(guest.token, number));
  expect(new Set(opened.map(({ text }) => text)).size).toBe(1);
  expect(opened[0]!.json).toMatchObject({ state: "open", kind: "member", email: guest.email });
  const agents = ["Mozilla/5.0 (compatible; MSOffice ATP Safe Links)", "Barracuda Sentinel", "Googlebot/2.1"];
  const addresses = [`/invite`, `/invite?token=${guest.token}`, `/invite/${guest.token}`];
  for (const method of ["GET", "HEAD", "OPTIONS", "PROPFIND"])
    for (const path of addresses)
      await atOnce(agents.length, async (number) => {
        const headers = { "user-agent": agents[number]! };
        const { status } = await exchange({ method, url: `${place.baseUrl}${path}`, headers });
        expect(status, `${method} ${path}`).toBeLessThan(500);
      });
  const byGet = await exchange({ method: "GET", url: `${place.baseUrl}/api/v1/registrations?token=${guest.token}` });
  expect(byGet.status).toBeGreaterThanOrEqual(400);
  expect((await register(formOf(guest))).status).toBe(201);
  expect((await lookUp(guest.token)).json).toEqual({ state: "registered", practiceName: "Sunrise Family Practice" });
});

describe("a link that this house did not make", () => {
  const flipped = (text: string, at: number) => {
    const other = text[at] === "A" ? "B" : "A";
    return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
  };
  const forgeries = (token: string, other: string): string[] => {
    const [keyVersion = "", id = "", generation = "", mac = ""] = token.split(".");
    const [practiceId = "", invitationId = ""] = id.split("~");
    const [, otherId = ""] = other.split(".");
    const [otherPractice = "", otherInvitation = ""] = otherId.split("~");
    const join = (...parts: string[]) => parts.join(".");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(mac.at(-1)!);
    return [
      ...Array.from({ length: mac.length }, (_, at) => join(keyVersion, id, generation, flipped(mac, at))),
      ...Array.from({ length: id.length }, (_, at) => join(keyVersion, flipped(id, at), generation, mac)).slice(4),
      // The last character carries two bits that decode to nothing.
      join(keyVersion, id, generation, mac.slice(0, -1) + alphabet[last ^ 1]),
      join(keyVersion, id, generation, mac.slice(0, -1) + alphabet[last ^ 2]),
      ...[1, 10, 42].map((cut) => token.slice(0, -cut)),
      token.slice(0, token.lastIndexOf(".")),
      token.slice(1),
      `${token}A`,
      `${token}.`,
      `.${token}`,
      `${token}.${mac}`,
      token.toLowerCase(),
      token.toUpperCase(),
      ...["0", "2", "01", "1e0", "-1", "9007199254740993", ""].map((number) => join(keyVersion, id, number, mac)),
      join(keyVersion, `${otherPractice}~${invitationId}`, generation, mac),
      join(keyVersion, `${practiceId}~${otherInvitation}`, generation, mac),
      join(keyVersion, id, generation, other.split(".")[3]!),
      join(flipped(keyVersion, 0), id, generation, mac),
      join("", id, generation, mac),
      join(keyVersion, id, generation, ""),
      "...",
      "a",
    ];
  };

  test("is refused whatever is wrong with it, by look-up and by registration, and the real one stays good (attack 34)", async () => {
    const guest = await invited();
    const elsewhere = await openPractice(place, aNewcomer("Otto", "Elsewhere"));
    const [foreign] = await inviteCrowd(elsewhere, 1, "Foreign");
    const forged = [...new Set(forgeries(guest.token, foreign!.token))].filter((token) => token !== guest.token);
    expect(forged.length).toBeGreaterThan(100);
    // Each refusal waits for the floor, so many wait for it together.
    const looked = await inGroups(forged, 25, async (token) => ({ token, ...(await lookUp(token)) }));
    const late = await inGroups(forged.slice(-30), 15, async (token) => ({
      token,
      ...(await register({ ...formOf(guest), token })),
    }));
    for (const { token, status, json } of [...looked, ...late])
      expect([status, json.code], token).toEqual([404, "invitation.link-invalid"]);
    // What no link of ours could hold is told as a fault of the field.
    for (const token of [`${guest.token}=`, guest.token.replaceAll(".", "+"), `${guest.token}%00`, "", " "])
      expect((await lookUp(token)).json.code, token).toBe("request.invalid");
    expect((await lookUp(guest.token)).json.state).toBe("open");
    expect((await register(formOf(guest))).status).toBe(201);
  });
});

test("an invitation that has expired is shown so and refused, and is good until the last moment", async () => {
  const guest = await invited();
  await inTheFuture(place, 7 * days - 60, async () => {
    expect((await lookUp(guest.token)).json.state).toBe("open");
  });
  await inTheFuture(place, 7 * days + 5, async () => {
    expect((await lookUp(guest.token)).json).toEqual({ state: "expired", practiceName: "Sunrise Family Practice" });
    const { status, json } = await register(formOf(guest));
    expect([status, json.code]).toEqual([410, "invitation.expired"]);
  });
  expect((await register(formOf(guest))).status).toBe(201);
});

describe("who may be invited by whom", () => {
  const invite = (by: Person, email: string, roles?: readonly string[]) =>
    by.call("POST", "/invitations", { email, firstName: "Gil", lastName: "Guest", ...(roles ? { roles } : {}) });

  test("two invitations to one address are one, also when they come at once and spelled differently", async () => {
    const { email } = aNewcomer("Gil", "Twice");
    const answers = await atOnce(20, (number) => invite(manager, number % 2 ? email : ` ${email.toUpperCase()} `));
    for (const { status, json } of answers) expect([201, 409], json.code).toContain(status);
    const again = await invite(manager, email);
    const ids = new Set([...answers, again].filter(({ status }) => status === 201).map(({ json }) => json.userId));
    expect(ids.size).toBe(1);
    await expect.poll(() => usersWith(email), listed).toHaveLength(1);
    await mailTo(place.toolsUrl, email);
    await pause(1000);
    const letters = await mailsTo(place.toolsUrl, email);
    expect(letters).toHaveLength(1);
  });

  test("nobody invites without the permission, nor hands out a role that may do more than his own (attack 36)", async () => {
    const member = await bringIn(manager, aNewcomer("Mona", "Member"));
    const userManager = await bringIn(manager, aNewcomer("Uma", "Manager"), ["user-manager"]);
    const { email } = aNewcomer("Gil", "Climber");
    expect((await invite(member, email)).json.code).toBe("session.forbidden");
    for (const roles of [["security-administrator"], ["auditor"], ["member", "security-administrator"]]) {
      const { status, json } = await invite(userManager, email, roles);
      expect([status, json.code], String(roles)).toEqual([403, "user.role-not-grantable"]);
    }
    expect((await invite(manager, email, ["operator"])).json.code).toBe("user.role-not-grantable");
    for (const roles of [["warden"], ["__proto__"], ["constructor"], [], "member", null]) {
      const body = { email, firstName: "Gil", lastName: "Climber", roles };
      expect((await manager.call("POST", "/invitations", body)).json.code, String(roles)).toBe("request.invalid");
    }
    for (const extra of [{ practiceId: "prc_x" }, { status: "active" }, { userId: "usr_x" }, { securityVersion: 9 }]) {
      const body = { email, firstName: "Gil", lastName: "Climber", ...extra };
      expect((await manager.call("POST", "/invitations", body)).json.code).toBe("request.invalid");
    }
    expect(await usersWith(email)).toEqual([]);
  });

  test("whoever registered already is not invited again", async () => {
    const who = aNewcomer("Rita", "Registered");
    await bringIn(manager, who);
    expect((await invite(manager, who.email)).json.code).toBe("user.email-taken");
  });
});

describe("a registration whose answer was lost", () => {
  test("is answered the same when it is repeated with its key, and the key is good for nothing else", async () => {
    const guest = await invited();
    const key = randomUUID();
    const first = await register(formOf(guest), { key });
    const again = await register(formOf(guest), { key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    const other = await register({ ...formOf(guest), username: unique("other") }, { key });
    expect([other.status, other.json.code]).toEqual([422, "idempotency.mismatch"]);
    const otherPassword = await register({ ...formOf(guest), password: `${goodPassword}!` }, { key });
    expect(otherPassword.status).toBe(422);
    expect((await register(formOf(guest))).json.code).toBe("invitation.used");
  });

  test("has one effect when it is sent twenty times at once, and its key then gives the answer", async () => {
    const guest = await invited();
    const key = randomUUID();
    const answers = await atOnce(20, (number) => register(formOf(guest), { key, network: number }));
    const { "201": won = [], ...others } = outcomes(answers);
    expect(won.length).toBeGreaterThan(0);
    for (const look of Object.keys(others)) expect(look).toMatch(/^(409 invitation\.used|503 request\.busy)$/);
    expect((await register(formOf(guest), { key })).json).toEqual(won[0]!.json);
    const log = await manager.done("GET", `/audit-events?subjectId=${guest.userId}&action=user.registered`);
    expect(log.items).toHaveLength(1);
    expect((await signInAs(aStranger(), guest)).outcome).toBe("second-step");
  });
});

test("the links in mails are the house's own, whatever host a request names (attack 23)", async () => {
  const headers = {
    host: "evil.example",
    origin: "http://evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
    "x-original-url": "http://evil.example/",
  };
  const founder = aNewcomer("Hana", "Hosted");
  const company = { name: "Poisoned Clinic", timeZone: "America/Chicago", email: founder.email };
  expect((await aStranger().call("POST", "/practices", { company }, { headers })).status).toBe(202);
  const guest = aNewcomer("Hugo", "Hosted");
  const { firstName, lastName, email } = guest;
  const { status } = await manager.call("POST", "/invitations", { firstName, lastName, email }, { headers });
  expect(status).toBe(201);
  for (const to of [founder.email, email]) {
    const mail = await mailTo(place.toolsUrl, to);
    expect(mail.text).toContain(`${place.baseUrl}/invite#`);
    expect(`${mail.text}${mail.html}`).not.toContain("evil");
  }
});

test("of twenty people who want one username at once one gets it, and the others finish with another", async () => {
  const guests = await inviteCrowd(manager, 20, "Namesake");
  const wanted = unique("wanted");
  const answers = await atOnce(20, (number) =>
    register({ ...formOf(guests[number]!), username: wanted }, { network: number }),
  );
  expect(counts(answers)).toEqual({ "201": 1, "409 user.username-taken": 19 });
  const late = answers.flatMap(({ status }, number) => (status === 201 ? [] : [guests[number]!]));
  for (const { status, text } of await inGroups(late, 10, (guest) => register(formOf(guest))))
    expect(status, text).toBe(201);
  expect((await signInAs(aStranger(), { username: late[0]!.username })).outcome).toBe("second-step");
});
