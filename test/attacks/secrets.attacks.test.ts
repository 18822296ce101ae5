import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { canaryVariable, noteSecrets, secretsIn } from "../kit/canaries.ts";
import { exchange } from "../kit/http.ts";
import { type CaughtMail, codeIn, mails, mailTo, tokenIn } from "../kit/inbox.ts";
import { allSecrets, keptSecrets } from "../kit/kept-secrets.ts";
import {
  aNewcomer,
  enrolEmail,
  enrolTotp,
  type Newcomer,
  Person,
  registerFrom,
  registerWith,
  signInAs,
} from "../kit/person.ts";

const place = inject("place");
const canary = (kind: string) => `Canary-${kind}-${randomBytes(9).toString("base64url")}-7`;
const withCanary = (who: Newcomer) => ({ ...who, password: canary("pw") });

const ada = withCanary(aNewcomer("Ada", "Lark"));
const ben = withCanary(aNewcomer("Ben", "Lark"));
const chief = new Person(place);
const member = new Person(place);
const seen: string[] = [];
/** Eight digits with none of those in it that tests and times are full of. */
const [spoken, misspoken] = [0, 1].map((last) => `${80_530_000 + randomInt(10_000)}`.replace(/.$/, String(last))) as [
  string,
  string,
];

/** A slice with secrets of its own, and every clumsy thing that people and pages do with secrets. */
beforeAll(async () => {
  const company = { name: "Songbird Clinic", timeZone: "America/Chicago", email: ada.email };
  await chief.done("POST", "/practices", { company });
  await registerFrom(chief, ada);
  await signInAs(chief, ada);
  await enrolTotp(chief);
  await chief.done("POST", "/invitations", { firstName: "Ben", lastName: "Lark", email: ben.email });
  const token = tokenIn(await mailTo(place.toolsUrl, ben.email));
  await registerWith(member, ben, token);
  await signInAs(member, ben);
  await enrolEmail(member, ben.email);
  await clumsiness(token);
  await spokenPin();
  seen.push(
    spoken,
    misspoken,
    ada.password,
    ben.password,
    chief.authenticatorKey!,
    chief.csrfToken!,
    member.csrfToken!,
    token,
  );
  for (const person of [chief, member]) for (const cookie of person.cookies.values()) seen.push(cookie);
  const wrong = canary("wrong");
  seen.push(wrong);
  for (let attempt = 0; attempt < 8; attempt++)
    await new Person(place).call("POST", "/sign-in", { identifier: ben.username, password: wrong });
  await member.done("POST", "/sign-out");
}, 60_000);

/** A PIN that is set, said rightly, said wrongly, said to the wrong field, and refused by every rule. */
async function spokenPin(): Promise<void> {
  await member.done("PUT", "/pin", { pin: spoken }, { headers: { "idempotency-key": randomUUID() } });
  const { userId } = await member.done("GET", "/session");
  const unlock = (body: object) =>
    chief.call("POST", `/users/${userId}/unlock`, body, { headers: { "idempotency-key": randomUUID() } });
  expect((await unlock({ pin: spoken })).status).toBe(200);
  expect((await unlock({ pin: misspoken })).json.code).toBe("pin.wrong");
  await unlock({ pin: { spoken } });
  await unlock({ spoken });
  await chief.call("POST", `/users/${userId}/reset-second-step`, { pin: spoken, reason: `The PIN was ${spoken}` });
  await chief.call("POST", `/users/${userId}/unlock?pin=${spoken}`, {});
  await member.call("PUT", "/pin", { pin: `${spoken}0` });
  await new Person(place).call("POST", "/sign-in", { identifier: ben.username, password: spoken });
  await mailTo(place.toolsUrl, ben.email, ({ subject }) => /PIN was set/.test(subject));
}

/** Secrets in broken bodies, foreign fields, headers, addresses and the wrong field. */
async function clumsiness(token: string): Promise<void> {
  const secret = canary("clumsy");
  seen.push(secret);
  noteSecrets([secret]);
  const stranger = new Person(place);
  await stranger.call("POST", "/sign-in", `{"identifier":"${secret}","password":"${secret}"`);
  await stranger.call("POST", "/sign-in", { identifier: secret, password: "x" });
  await stranger.call("POST", "/sign-in", { identifier: ada.username, password: { secret }, [secret]: secret });
  await stranger.call("POST", "/registrations", { ...ada, token, password: secret, username: secret });
  await stranger.call("GET", `/health?password=${secret}`);
  await stranger.call("GET", "/session", undefined, { headers: { cookie: `__Host-gh=${secret}` } });
  await chief.call("GET", `/users/${secret}`);
  await chief.call("GET", `/users?cursor=${secret}`);
  await chief.call("GET", `/audit-events/${secret}`);
  await chief.call("POST", "/invitations", { email: ben.email }, { headers: { "idempotency-key": secret } });
  await chief.call("POST", "/invitations", {}, { headers: { "x-csrf-token": secret } });
  await chief.call("PATCH", "/practice", { name: "" }, { headers: { "if-match": secret } });
  const headers = { authorization: `Bearer ${secret}`, "idempotency-key": randomUUID() };
  await stranger.call("POST", "/registrations", { token: secret, ...ada, password: secret }, { headers });
}

describe("after a slice with every kind of secret", () => {
  test("none of them stands in a log line, an audit event or any other row", async () => {
    const logLines: string[] = JSON.parse((await exchange({ method: "GET", url: inject("logUrl") })).text);
    const secrets = await allSecrets(process.env[canaryVariable]!, place.toolsUrl);
    for (const password of [ada.password, ben.password, chief.authenticatorKey!, chief.csrfToken!, spoken, misspoken])
      expect(secrets, "what the slice used was noted").toContain(password);
    expect(secrets.size).toBeGreaterThan(10);
    const { dynamodb = "" } = inject("endpoints");
    const tables = inject("tables");
    expect(tables).toHaveLength(4);
    const { kept, rows } = await keptSecrets(secrets, { dynamodb, tables, logLines });
    expect(kept).toEqual([]);
    expect(rows).toBeGreaterThan(30);
    const planted = new Set(["Songbird Clinic"]);
    const { kept: found } = await keptSecrets(planted, { dynamodb, tables, logLines: ["Songbird Clinic"] });
    expect(found.map(({ where }) => where.split(" ")[0])).toEqual(expect.arrayContaining(["log", "row"]));
  });

  test("a mail holds the one secret it is for, and goes to him whom it is for", async () => {
    const all = await mails(place.toolsUrl);
    const ours = all.filter(({ to }) => to.includes(ada.email) || to.includes(ben.email));
    expect(ours.map(({ subject }) => subject).length).toBeGreaterThanOrEqual(5);
    const neverMailed = new Set(seen.filter((secret) => !ours.some((mail) => isTokenOf(mail, secret))));
    expect(neverMailed.size).toBeGreaterThan(6);
    for (const mail of ours) {
      expect(mail.to).toHaveLength(1);
      expect(secretsIn(`${mail.subject}\n${mail.text}\n${mail.html}`, neverMailed), mail.subject).toEqual([]);
      const links = [...new Set(`${mail.text}${mail.html}`.match(/#[\w.~-]{40,}/g))];
      const isInvitation = mail.text.includes("/invite#");
      expect(links).toHaveLength(isInvitation ? 1 : 0);
      if (/code/i.test(mail.subject))
        expect(mail.subject, "no code in what a locked phone shows").not.toContain(codeIn(mail));
    }
  });

  test("what is looked for would be found", async () => {
    const secrets = new Set(["Canary-planted-1", "483920", ...seen]);
    expect(secretsIn(`{"message":"it was Canary-planted-1"}`, secrets)).toEqual(["Canary-planted-1"]);
    expect(secretsIn(`{"code":"483920","at":1795483920123}`, secrets)).toEqual(["483920"]);
    expect(secretsIn(`{"at":1795483920123,"id":"a483920","n":0.483920}`, secrets)).toEqual([]);
    for (const secret of seen) {
      const beside = /^\d+$/.test(secret) ? '"' : "x";
      expect(secretsIn(`${beside}${secret}${beside}`, secrets)).toContain(secret);
    }
  });
});

const isTokenOf = (mail: CaughtMail, secret: string) => mail.text.includes(`#${secret}`);
