import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { type Answered, exchange } from "../kit/http.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, goodPassword, type Newcomer, Person, signInAs } from "../kit/person.ts";
import { settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const minutes = 60;
const idleSeconds = 15 * minutes;
const absoluteSeconds = 12 * 60 * minutes;
const sessionName = "__Host-gh";

let administrator: Person;
let foreigner: Person;
beforeAll(async () => {
  administrator = await settledPractice(place, aNewcomer("Ada", "Session"));
  foreigner = await settledPractice(place, aNewcomer("Otto", "Session"));
});

const cookieOf = (person: Person) => person.cookies.get(sessionName)!;
const setCookies = ({ headers }: Answered) => [headers["set-cookie"] ?? []].flat();
const sessionWith = (cookie: string) =>
  exchange({ method: "GET", url: `${place.baseUrl}/api/v1/session`, headers: { cookie } });

/** A person of his own practice, signed in this moment. */
async function signedInNow(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Sid", "Fresh");
  return { who, person: await settledPractice(place, who) };
}

describe("the cookies", () => {
  test("are host-bound, secure, out of reach of scripts and other sites, and long enough not to be guessed", async () => {
    const who = aNewcomer("Cy", "Cookie");
    const person = await settledPractice(place, who);
    const password = await new Person(place).call("POST", "/sign-in", {
      identifier: who.username,
      password: goodPassword,
    });
    const code = await person.nextCode();
    const fresh = new Person(place);
    await signInAs(fresh, who);
    const code2 = await fresh.call("POST", "/sign-in/second-step", { method: "totp", code });
    const lines = [...setCookies(password), ...setCookies(code2)];
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      const [pair = "", ...attributes] = line.split("; ");
      expect(pair).toMatch(/^__Host-gh(-pending|-browser)?=/);
      expect(attributes.slice(0, 4)).toEqual(["Path=/", "Secure", "HttpOnly", "SameSite=Strict"]);
      expect(line).not.toMatch(/domain|expires/i);
    }
    const [pending, browser, session, gone, known] = lines;
    expect(known).not.toBe(browser);
    expect(browser).toMatch(
      /^__Host-gh-browser=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000$/,
    );
    expect(gone).toBe("__Host-gh-pending=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    for (const line of [pending!, session!]) {
      expect(line).not.toContain("Max-Age");
      const secret = line.split(";")[0]!.split(".").at(-1)!;
      expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    }
  });

  test("that somebody planted before a sign-in are worth nothing after it (attack 40)", async () => {
    const { who, person } = await signedInNow();
    const planted = new Person(place);
    planted.cookies.set(sessionName, cookieOf(administrator));
    planted.cookies.set("__Host-gh-pending", `${cookieOf(administrator).replace(/ses_/, "pnd_")}`);
    const before = new Map(planted.cookies);
    await signInAs(planted, who);
    const code = await person.nextCode();
    await planted.done("POST", "/sign-in/second-step", { method: "totp", code });
    expect(cookieOf(planted)).not.toBe(before.get(sessionName));
    expect(cookieOf(planted)).not.toBe(cookieOf(person));
    expect((await planted.done("GET", "/session")).username).toBe(who.username);
    const asPlanted = await sessionWith(`${sessionName}=${before.get(sessionName)}`);
    expect(asPlanted.json.username).not.toBe(who.username);
  });

  test("of one name sent twice, or without the prefix, are nobody's (attack 41)", async () => {
    const own = `${sessionName}=${cookieOf(administrator)}`;
    expect((await sessionWith(own)).status).toBe(200);
    for (const cookie of [
      `${own}; ${own}`,
      `${own}; ${sessionName}=${cookieOf(foreigner)}`,
      `${sessionName}=${cookieOf(foreigner)}; ${own}`,
      `${sessionName}=; ${own}`,
      `${own}; ${sessionName}=x`,
    ])
      expect((await sessionWith(cookie)).json.code, cookie.slice(0, 40)).toBe("session.required");
    for (const name of ["gh", "__host-gh", "__Secure-gh", "__Host-gh2", "__Host-gh "])
      expect((await sessionWith(`${name}=${cookieOf(administrator)}`)).status, name).toBe(401);
  });

  test("with another practice's, user's or session's id, or any other change, are nobody's", async () => {
    const [practice = "", user = "", session = "", secret = ""] = cookieOf(administrator).split(".");
    const [practice2 = "", user2 = "", session2 = "", secret2 = ""] = cookieOf(foreigner).split(".");
    const forged = [
      [practice2, user, session, secret],
      [practice, user2, session, secret],
      [practice, user, session2, secret],
      [practice, user, session, secret2],
      [practice2, user2, session2, secret],
      [practice2, user2, session, secret],
      [practice2, user, session2, secret2],
      [practice.toLowerCase(), user, session, secret],
      [practice, user, session, secret.slice(0, -1)],
      [practice, user, session, `${secret}A`],
      [practice, user, session, secret.slice(0, -1) + (secret.endsWith("A") ? "B" : "A")],
      [practice, user, session, ""],
      [practice, user, session.replace("ses_", "pnd_"), secret],
      [practice, user, session],
      [practice, user, session, secret, secret],
      ["prc_", "usr_", "ses_", ""],
      [practice, user, `${session}#`, secret],
      ["*", "*", "*", "*"],
    ];
    for (const parts of forged) {
      const { status, json } = await sessionWith(`${sessionName}=${parts.join(".")}`);
      expect([status, json.code], parts.join(".")).toEqual([401, "session.required"]);
    }
    expect((await sessionWith(`${sessionName}=${cookieOf(administrator)}`)).status).toBe(200);
  });
});

describe("a session ends", () => {
  const isOpenAt = (person: Person, seconds: number) =>
    inTheFuture(place, seconds, async () => (await twinOf(person).call("GET", "/session")).status === 200);

  test("when it was idle for its practice's limit, at most a minute early by what was marked last", async () => {
    const [{ person: used }, { person: unused }] = [await signedInNow(), await signedInNow()];
    expect(await isOpenAt(used, idleSeconds - 3)).toBe(true);
    expect(await isOpenAt(used, idleSeconds - 3 + idleSeconds - 61)).toBe(true);
    expect(await isOpenAt(unused, idleSeconds + 61)).toBe(false);
    const { person: barely } = await signedInNow();
    expect(await isOpenAt(barely, 50)).toBe(true);
    expect(await isOpenAt(barely, 50 + idleSeconds + 1)).toBe(false);
  });

  test("twelve hours after its sign-in, however busy it is", async () => {
    const begun = Date.now();
    // The walk itself takes some of the seconds.
    const sinceThen = () => Math.ceil((Date.now() - begun) / 1000);
    const { person } = await signedInNow();
    let steps = 0;
    for (let at = 14 * minutes; at < absoluteSeconds - 3; at += 14 * minutes) {
      expect(await isOpenAt(person, at), `${at} s`).toBe(true);
      steps += 1;
    }
    expect(steps).toBeGreaterThan(50);
    expect(await isOpenAt(person, absoluteSeconds - 3 - sinceThen())).toBe(true);
    expect(await isOpenAt(person, absoluteSeconds + 1)).toBe(false);
  });

  test("with the sign-out: none of two hundred requests after it passes, and the user's other session stays", async () => {
    const { who, person } = await signedInNow();
    const other = new Person(place);
    await signInAs(other, who);
    const code = await person.nextCode();
    await other.done("POST", "/sign-in/second-step", { method: "totp", code });
    const stolen = twinOf(person);
    const out = await person.call("POST", "/sign-out");
    expect(out.status).toBe(204);
    expect(setCookies(out)).toEqual(["__Host-gh=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"]);
    const answers = await atOnce(200, () => twinOf(stolen).call("GET", "/profile"));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await stolen.call("POST", "/sign-out")).status).toBe(401);
    expect((await other.call("GET", "/session")).status).toBe(200);
  });
});

describe("every answer carries the safe headers, for no frame and no other origin (attack 51)", () => {
  const safe = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
  const json = { "content-type": "application/json" };
  const kinds: readonly (readonly [string, number, () => Promise<Answered>])[] = [
    ["a reply", 200, () => administrator.call("GET", "/users")],
    ["the health check", 200, () => administrator.call("GET", "/health")],
    ["a page of the origin null", 200, () => twinOf(administrator).call("GET", "/users", undefined, nullOrigin)],
    ["no session", 401, () => new Person(place).call("GET", "/session")],
    ["no permission or token", 403, () => twin({ "x-csrf-token": "x" })],
    ["no such user", 404, () => administrator.call("GET", "/users/usr_x")],
    ["no such route", 404, () => administrator.call("GET", "/nothing")],
    ["no such method", 404, () => administrator.call("DELETE", "/session")],
    ["a body that is no JSON", 400, () => administrator.call("POST", "/invitations", "{")],
    ["a body that is no object", 400, () => administrator.call("POST", "/invitations", "[]")],
    ["a field at fault", 400, () => administrator.call("POST", "/invitations", {})],
    ["a body too large", 413, () => administrator.call("POST", "/invitations", { firstName: "x".repeat(70_000) })],
    [
      "a body the gateway will not carry",
      413,
      () => administrator.call("POST", "/invitations", "x".repeat(10_500_000)),
    ],
    ["a form", 415, () => twin({ "content-type": "application/x-www-form-urlencoded" })],
    ["an edit without a version", 428, () => administrator.call("PATCH", "/practice", { name: "X" })],
    ["an edit of an old version", 412, () => administrator.call("PATCH", "/practice", { name: "X" }, old)],
    ["outside the API's version", 404, () => exchange({ method: "GET", url: `${place.baseUrl}/api/v9/session` })],
    ["a preflight", 404, () => exchange({ method: "OPTIONS", url: `${place.baseUrl}/api/v1/session`, headers: json })],
  ];
  const nullOrigin = { headers: { origin: "null" } };
  const old = { headers: { "if-match": '"v999"' } };
  const twin = (headers: Record<string, string>) => twinOf(administrator).call("POST", "/invitations", {}, { headers });

  test.each(kinds)("also that of %s (%i)", async (_, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(safe);
    expect(answer.headers["content-type"]).toMatch(
      status < 300 ? /^application\/json$/ : /^application\/problem\+json$/,
    );
    expect(Object.keys(answer.headers).filter((name) => /^(access-control|server|x-powered)/.test(name))).toEqual([]);
  });

  test.each(["/", "/signin", "/users", "/invite", "/no/such/page", "/assets/none.js"])(
    "the page %s carries its own",
    async (path) => {
      const { headers, status } = await exchange({ method: "GET", url: `${place.baseUrl}${path}` });
      expect(status).toBeLessThan(500);
      expect(headers["content-security-policy"]).toMatch(/default-src 'none'|default-src 'self'/);
      expect(String(headers["content-security-policy"])).toContain("frame-ancestors 'none'");
      expect(String(headers["content-security-policy"])).not.toContain("unsafe-eval");
      for (const name of ["referrer-policy", "strict-transport-security", "x-content-type-options"] as const)
        expect(headers[name], name).toBe(safe[name]);
    },
  );
});

describe("a page marker", () => {
  const pageAfter = (person: Person, path: string, cursor: string) =>
    person.call("GET", `${path}${path.includes("?") ? "&" : "?"}limit=1&cursor=${encodeURIComponent(cursor)}`);
  let users: string;
  let events: string;
  beforeAll(async () => {
    const { firstName, lastName, email } = aNewcomer("Pia", "Paged");
    await administrator.done("POST", "/invitations", { firstName, lastName, email });
    await foreigner.done("POST", "/invitations", { firstName, lastName, email });
    const cursorOf = async () => (await administrator.done("GET", "/users?limit=1")).nextCursor;
    users = await vi.waitUntil(cursorOf, listed);
    events = (await administrator.done("GET", "/audit-events?limit=1")).nextCursor;
  });

  test("leads on in its own list", async () => {
    expect((await pageAfter(administrator, "/users", users)).json.items).toHaveLength(1);
    expect((await pageAfter(administrator, "/audit-events", events)).json.items).toHaveLength(1);
  });

  test("of another practice, route or filter, or changed in any way, is refused (attack 68)", async () => {
    const [body = "", signature = ""] = events.split(".");
    const position = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
    const elsewhere = Buffer.from(
      JSON.stringify({ ...position, pk: String(position.pk).replace(/prc_\w+/, cookieOf(foreigner).split(".")[0]!) }),
    ).toString("base64url");
    const attacks: [Person, string, string][] = [
      [foreigner, "/users", users],
      [foreigner, "/audit-events", events],
      [administrator, "/users", events],
      [administrator, "/audit-events", users],
      [administrator, "/audit-events?action=user.invited", events],
      [administrator, "/audit-events?from=2020-01-01T00:00:00Z", events],
      [administrator, "/audit-events", `${elsewhere}.${signature}`],
      [administrator, "/audit-events", body],
      [administrator, "/audit-events", `${body}.`],
      [administrator, "/audit-events", `.${signature}`],
      [administrator, "/audit-events", `${events}.x`],
      [administrator, "/audit-events", `${events}=`],
      [administrator, "/audit-events", `${body}.${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}`],
      [administrator, "/audit-events", ""],
      [administrator, "/users", "0"],
      [administrator, "/users", Buffer.from("{}").toString("base64url")],
    ];
    for (const [person, path, cursor] of attacks) {
      const { status, json } = await pageAfter(person, path, cursor);
      expect([status, json.code], `${path} ${cursor}`).toEqual([400, "request.cursor"]);
    }
  });

  test("and its list take no page of no, negative or boundless size, and no parameter twice", async () => {
    for (const query of [
      "limit=0",
      "limit=-1",
      "limit=101",
      "limit=1e9",
      "limit=1.5",
      "limit=x",
      "limit=1&limit=2",
      "q=1",
    ])
      for (const path of ["/users", "/audit-events"])
        expect((await administrator.call("GET", `${path}?${query}`)).json.code, query).toBe("request.invalid");
  });
});
