import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { anew } from "../kit/epcs-house.ts";
import { someContext, takeEnvironment, type Visitor } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { rowsOf } from "../kit/rows.ts";
import { type AskedOfIdentity, askIdentity, type OpenedAccount, type SftpHouse, sftpHouse } from "../kit/sftp-house.ts";
import { sshKeyLine } from "../kit/ssh-key.ts";

// What waits for the clock alone waits no longer here: the time of refusals has tests of its own.
vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);
takeEnvironment();
const wrong = "A".repeat(52);
let house: SftpHouse;
let chief: Visitor;
let account: OpenedAccount;
let password: string;
let serverId: string;
const page = (of: OpenedAccount) => chief.done("getSftpAccount", { path: { accountId: of.accountId } });
const reasons = async (of: OpenedAccount) => (await page(of)).doctor.map(({ reason }: { reason: string }) => reason);
/** An account of its own with a password, for what locks or disables it. */
async function another(own: Parameters<SftpHouse["open"]>[0] = {}): Promise<OpenedAccount & { password: string }> {
  const opened = await house.open(own);
  return Object.assign(opened, { password: await opened.reveal() });
}

beforeAll(async () => {
  house = await sftpHouse();
  chief = house.visitors[0]!;
  account = await house.open();
  password = await account.reveal();
  ({ serverId } = (await (await import("../../shared/sftp/endpoint.ts")).readSftpEndpoint())!);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test("the right password opens the account's two folders and nothing else, and is remembered", async () => {
  const sourceIp = "198.51.100.7";
  const { Role, HomeDirectoryType, HomeDirectoryDetails, Policy, PublicKeys } = await account.asks({
    password,
    sourceIp,
  });
  expect(Role).toMatch(/^arn:aws:/);
  expect(PublicKeys).toBeUndefined();
  expect(HomeDirectoryType).toBe("LOGICAL");
  const home = `practices/${house.practiceId}/sftp/${account.accountId}`;
  const folders = JSON.parse(HomeDirectoryDetails!);
  expect(folders.map(({ Entry }: { Entry: string }) => Entry)).toEqual(["/inbound", "/outbound"]);
  for (const { Entry, Target } of folders) expect(Target).toMatch(new RegExp(`^/[\\w.-]+/${home}${Entry}$`));
  const { openFile } = await import("../../shared/files/objects.ts");
  for (const { Entry } of folders)
    expect(await openFile(`${home}${Entry}/`, undefined), "Transfer leaves out what is not there").toBeDefined();
  expect(Policy!.length).toBeLessThanOrEqual(2048);
  const statements: { Effect: string; Action: string | string[]; Resource: string }[] = JSON.parse(Policy!).Statement;
  const given = statements.filter(({ Effect }) => Effect === "Allow");
  const writing = given.filter(({ Action }) => [Action].flat().some((verb) => /Put|Delete|\*/.test(verb)));
  expect(writing.map(({ Resource }) => Resource.split("/").slice(-2).join("/"))).toEqual(["inbound/*"]);
  const { lastUsed, secrets } = await page(account);
  expect(lastUsed).toMatchObject({ from: sourceIp });
  expect(secrets[0].lastUsed).toEqual(lastUsed);
});

test("of 200 wrong passwords at once exactly seven are looked at, all are answered alike, and the owner is told (peers E5) (attack 1)", async () => {
  const robbed = await another();
  // A fault refuses like an answer, and is asked again; it may have used a try up, which then is not looked at.
  let faults = 0;
  const asks = async () => {
    for (let again = 0; again < 9; again++) {
      const answer = await robbed.asks({ password: wrong, sourceIp: "203.0.113.66" }).catch(() => undefined);
      if (answer) return answer;
      faults += 1;
    }
    return undefined;
  };
  expect(await atOnce(200, asks)).toEqual(Array.from({ length: 200 }, () => ({})));
  const [tries] = await rowsOf("SESSION_TABLE", `TRY#sftp#${robbed.accountId}`);
  expect(tries, "tries that were reserved").toMatchObject({ fails: 7 });
  const { doctor, lockedUntil } = await page(robbed);
  const looked = doctor.find(({ reason }: { reason: string }) => reason === "wrong-password");
  expect(looked.count).toBeLessThanOrEqual(7);
  expect(looked.count, `looked at, with ${faults} faults`).toBeGreaterThanOrEqual(faults > 0 ? 1 : 7);
  expect(Date.parse(lockedUntil) - Date.now()).toBeGreaterThan(13 * 60_000);
  const told = (await house.events()).filter(({ subjectId }) => subjectId === robbed.accountId);
  const wrongOnes = told.filter(({ reason }) => reason === "wrong-password").length;
  const locks = told.filter(({ action }) => action === "sftp.account-locked").length;
  const letters = (await house.mails("sftp-changed")).filter(({ subjectId }) => subjectId === robbed.accountId).length;
  expect(wrongOnes).toBeLessThanOrEqual(7);
  if (faults === 0) expect([wrongOnes, locks, letters], "events, locks, letters").toEqual([7, 1, 2]);
  expect(
    await robbed.asks({ password: robbed.password, sourceIp: "203.0.113.67" }),
    "not even with the right one",
  ).toEqual({});
  await chief.done("unlockSftpAccount", {
    path: { accountId: robbed.accountId },
    body: { reason: "It was us" },
    ...anew(),
  });
  expect(await robbed.asks({ password: robbed.password, sourceIp: "203.0.113.67" })).toHaveProperty("Role");
});

test("strangers who lock an account do not keep its own software out", async () => {
  const robbed = await another();
  const own = { password: robbed.password, sourceIp: "198.51.100.20" };
  expect(await robbed.asks(own)).toHaveProperty("Role");
  await atOnce(10, () => robbed.asks({ password: wrong, sourceIp: "203.0.113.68" }));
  expect(await robbed.asks({ ...own, sourceIp: "203.0.113.69" })).toEqual({});
  expect(await robbed.asks(own)).toHaveProperty("Role");
  const { amend } = await import("../kit/rows.ts");
  await amend("SESSION_TABLE", { pk: `TRY#sftp#${robbed.accountId}`, sk: "password" }, { total: 1000 });
  expect(await robbed.asks(own), "however often they try").toHaveProperty("Role");
});

test("software that goes on with a wrong password locks itself out, and its page says so and unlocks it", async () => {
  const own = await another();
  const sourceIp = "198.51.100.21";
  const path = { accountId: own.accountId };
  expect(await own.asks({ password: own.password, sourceIp })).toHaveProperty("Role");
  for (let i = 0; i < 7; i++) await own.asks({ password: wrong, sourceIp });
  expect(await own.asks({ password: own.password, sourceIp })).toEqual({});
  expect(Date.parse((await page(own)).lockedUntil) - Date.now()).toBeGreaterThan(13 * 60_000);
  const from = (address: string) => chief.done("testSftpAccount", { path, body: { address }, ...anew() });
  expect(await from(sourceIp)).toMatchObject({ isLetIn: false, reason: "locked" });
  expect(await from("198.51.100.22")).toMatchObject({ isLetIn: true });
  const told = (await house.mails("sftp-changed")).filter(({ subjectId }) => subjectId === own.accountId);
  expect(JSON.stringify(told.at(-1)?.["params"])).toContain("the software itself brought them");
  const { lockedUntil } = await chief.done("unlockSftpAccount", { path, body: { reason: "It is mended" }, ...anew() });
  expect(lockedUntil).toBeUndefined();
  expect(await own.asks({ password: own.password, sourceIp })).toHaveProperty("Role");
});

test("software may open more connections at once than wrong passwords lock it", async () => {
  const { forgetTries, reserveTry } = await import("../../shared/data/counters.ts");
  const { sftpTries } = await import("../../shared/sftp/judge-password.ts");
  const { sftpLockRule } = await import("../../shared/domain/sftp-sign-in.ts");
  const own = await another();
  const right = { password: own.password, sourceIp: "198.51.100.25" };
  expect(await own.asks(right)).toHaveProperty("Role");
  const counter = { ...sftpTries(own.accountId), browser: right.sourceIp };
  for (let i = 0; i < 7; i++) await reserveTry(counter, sftpLockRule, new Date());
  const [answer] = await Promise.all([own.asks(right), pause(300).then(() => forgetTries(counter))]);
  expect(answer, "the seven before it turned out to be right").toHaveProperty("Role");
  expect(await reasons(own)).toEqual([]);
});

test("tests of a sign-in do not use up what an address that they name may fail", async () => {
  // Within one window of five minutes.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { rowsOf } = await import("../kit/rows.ts");
  const failedOf = (address: string) => rowsOf("SESSION_TABLE", `THROTTLE#sign-in.sftp.${address}`);
  const [of, named, real] = [await another(), "198.51.100.23", "198.51.100.24"];
  const body = { address: named, password: wrong };
  await chief.done("testSftpAccount", { path: { accountId: of.accountId }, body, ...anew() });
  await of.asks({ password: wrong, sourceIp: real });
  const [failed] = await failedOf(real);
  expect([await failedOf(named), failed]).toMatchObject([[], { fails: 1 }]);
  const { amend } = await import("../kit/rows.ts");
  await amend("SESSION_TABLE", failed!, { hits: 5000, fails: 900 });
  const right = { password: of.password, sourceIp: real };
  expect(await of.asks(right), "a maker's software signs in for all of his practices from there").toHaveProperty(
    "Role",
  );
  await amend("SESSION_TABLE", failed!, { fails: 1000 });
  expect([await of.asks(right), await reasons(of)]).toEqual([{}, expect.arrayContaining(["too-many"])]);
});

describe("what is no sign-in of ours gets no role (peers E6) (attack 79)", () => {
  const odd: readonly (readonly [string, AskedOfIdentity, string | undefined])[] = [
    ["an empty password", { password: "" }, "empty-password"],
    ["another protocol", { protocol: "FTP" }, "wrong-protocol"],
    ["another protocol in lower case", { protocol: "sftp" }, "wrong-protocol"],
    ["another server", { serverId: "s-00000000000000000" }, undefined],
    ["no server", { serverId: "" }, undefined],
    ["the keyed hash", { password: "hash" }, "wrong-password"],
    ["the password in lower case", { password: "lower" }, "wrong-password"],
    ["the password with a blank", { password: "blank" }, "wrong-password"],
  ];
  test.each(odd)("%s", async (_, asked, reason) => {
    const of = await another();
    const { hash } = (await of.row()).secrets[0]!;
    const given: Record<string, string> = { hash, lower: of.password.toLowerCase(), blank: `${of.password} ` };
    const sent = asked.password === undefined ? of.password : (given[asked.password] ?? asked.password);
    expect(await of.asks({ ...asked, password: sent })).toEqual({});
    expect(await reasons(of)).toEqual(reason ? [reason] : []);
  });

  test("no password, and the account has no keys: no role", async () => {
    expect(await account.asks({})).toEqual({});
  });

  test("keys come with a role and without a password only, and a password that is right comes without keys", async () => {
    const publicKey = sshKeyLine();
    const keyed = await house.open({ publicKey });
    const { Role, PublicKeys } = await keyed.asks({});
    expect(Role).toBeDefined();
    expect(PublicKeys).toEqual([publicKey]);
    expect(await keyed.asks({ password: "" })).toEqual({});
    expect(await keyed.asks({ password: wrong })).toEqual({});
    expect(await reasons(keyed)).toEqual(expect.arrayContaining(["empty-password", "no-password"]));
    await chief.done("makeSftpSecret", { path: { accountId: keyed.accountId }, ...anew() });
    const both = await keyed.reveal();
    expect(await keyed.asks({ password: both })).not.toHaveProperty("PublicKeys");
  });

  test.each([undefined, null, {}, { username: 7 }, "text"])("an event that is %j", async (event) => {
    const { handlerOf } = await import("../kit/in-process.ts");
    expect(await (await handlerOf("sftp-identity"))(event as never, someContext)).toEqual({});
  });
});

test("a key opens each account that has it under its own name only, and the second is told to the log (attack 80)", async () => {
  const publicKey = sshKeyLine();
  const [ours, theirs] = [await house.open({ publicKey }), await (await sftpHouse()).open()];
  const other = await sftpHouse();
  const foreign = await other.open();
  await other.visitors[0]!.done("addSftpKey", {
    path: { accountId: foreign.accountId },
    body: { publicKey },
    ...anew(),
  });
  const [mine, his] = [await ours.asks({}), await foreign.asks({})];
  expect(mine.PublicKeys).toEqual(his.PublicKeys);
  expect(mine.HomeDirectoryDetails).toContain(ours.accountId);
  expect(his.HomeDirectoryDetails).toContain(foreign.accountId);
  expect(await theirs.asks({})).toEqual({});
  const added = (await other.events()).filter(({ action }) => action === "sftp.key-added");
  expect(added).toMatchObject([{ reason: "another account has the same key" }]);
  expect(JSON.stringify(added)).not.toContain(ours.accountId);
});

test("case is no matter in a username, and nothing else is taken for it (attack 81)", async () => {
  const { username } = account;
  expect(await account.asks({ username: username.toUpperCase(), password })).toHaveProperty("Role");
  const others = [
    `${username}.`,
    ` ${username}`,
    `${username} `,
    `../${username}`,
    `${username}@x`,
    `${username}\u0000`,
  ];
  const homoglyphs = [
    username.replace("s", "\u0455"),
    username.replace("s", "\u017f"),
    `${username.normalize("NFKC")}\u200b`,
  ];
  for (const typed of [...others, ...homoglyphs, "root", "", "x".repeat(5000), "__proto__"])
    expect(await askIdentity({ username: typed, password }), typed).toEqual({});
});

test("a disabled account lets nobody in, by password or key, and its open link is dead (attack 85)", async () => {
  const publicKey = sshKeyLine();
  const of = await another();
  const path = { accountId: of.accountId };
  await chief.done("addSftpKey", { path, body: { publicKey }, ...anew() });
  await chief.done("makeSftpSecret", { path, ...anew() });
  const token = await of.token();
  await chief.done("disableSftpAccount", { path, body: { reason: "The software is replaced" }, ...anew() });
  expect(await of.asks({ password: of.password })).toEqual({});
  expect(await of.asks({})).toEqual({});
  expect(await reasons(of)).toEqual(["disabled"]);
  expect((await chief.call("revealSecret", { body: { token } })).json.code).toBe("secret-link.invalid");
  await chief.done("enableSftpAccount", { path, body: { reason: "It is not" }, ...anew() });
  expect(await of.asks({ password: of.password })).toHaveProperty("Role");
  expect((await chief.call("revealSecret", { body: { token } })).json.code, "the link stays dead").toBe(
    "secret-link.invalid",
  );
});

test("only addresses of the list get in, an IPv4 one written in IPv6 too (attack 86)", async () => {
  const of = await another({ addresses: ["203.0.113.0/29", "2001:db8:7::/48"] });
  const may = ["203.0.113.0", "203.0.113.7", "::ffff:203.0.113.7", "::ffff:cb00:7107", "2001:db8:7:ffff::1"];
  const mayNot = [
    "203.0.112.255",
    "203.0.113.8",
    "::ffff:203.0.113.8",
    "2001:db8:8::1",
    "::203.0.113.7",
    "203.0.113.07",
    "",
    "x",
  ];
  for (const sourceIp of may)
    expect(await of.asks({ password: of.password, sourceIp }), sourceIp).toHaveProperty("Role");
  for (const sourceIp of mayNot) expect(await of.asks({ password: of.password, sourceIp }), sourceIp).toEqual({});
  for (const sourceIp of mayNot) expect(await of.asks({ sourceIp }), sourceIp).toEqual({});
  expect(await reasons(of)).toEqual(["address-not-allowed"]);
  const from = (address: string) =>
    chief.done("testSftpAccount", { path: { accountId: of.accountId }, body: { address }, ...anew() });
  expect(await from("203.0.113.7")).toEqual({
    isLetIn: true,
    sentence: "It would be let in with the right password or key.",
  });
  expect(await from("203.0.113.8")).toMatchObject({ isLetIn: false, reason: "address-not-allowed" });
});

test("after a rotation both passwords let in, the page says who still uses the older, and once it is retired it is over (peers E2, E4) (attack 87)", async () => {
  const of = await another();
  const path = { accountId: of.accountId };
  const second = await of.reveal();
  expect(second).not.toBe(of.password);
  expect(await of.asks({ password: second, sourceIp: "198.51.100.30" })).toHaveProperty("Role");
  expect(await of.asks({ password: of.password, sourceIp: "198.51.100.31" })).toHaveProperty("Role");
  const { secrets, attention } = await page(of);
  expect(secrets).toMatchObject([
    { state: "live", isStillUsed: false, lastUsed: { from: "198.51.100.30" } },
    { state: "retiring", isStillUsed: true, lastUsed: { from: "198.51.100.31" } },
  ]);
  expect(attention).toContain("last from 198.51.100.31: it is not safe to retire");
  const third = await chief.call("makeSftpSecret", { path, ...anew() });
  expect(third.json.code, "twice within the overlap").toBe("sftp.two-secrets");
  await chief.done("retireSftpSecret", { path: { ...path, secretId: secrets[1].secretId } });
  expect(await of.asks({ password: of.password })).toEqual({});
  expect(await of.asks({ password: second })).toHaveProperty("Role");
  expect((await page(of)).doctor).toMatchObject([
    { reason: "retired-password", sentence: expect.stringContaining("Enter the newest one") },
  ]);
});

test("a password that is over, or a time outside of the hours, is refused with its reason", async () => {
  const of = await another();
  const path = { accountId: of.accountId };
  const { version } = await page(of);
  const body = { accessHours: { monday: [{ fromMinute: 480, toMinute: 1020 }] } };
  await chief.done("changeSftpAccount", { path, body, headers: { "if-match": `"v${version}"` } });
  const at = (moment: string) => vi.useFakeTimers({ toFake: ["Date"], now: new Date(moment) });
  // A Sunday and a Monday in Chicago.
  at("2026-12-06T18:00:00Z");
  expect(await of.asks({ password: of.password })).toEqual({});
  at("2026-12-07T18:00:00Z");
  expect(await of.asks({ password: of.password })).toHaveProperty("Role");
  at("2028-01-03T18:00:00Z");
  expect(await of.asks({ password: of.password })).toEqual({});
  vi.useRealTimers();
  expect(new Set(await reasons(of))).toEqual(new Set(["outside-hours", "expired-password"]));
});

test("a name that nobody has is counted and told without the name", async () => {
  const username = unique("nobody");
  const sourceIp = "203.0.113.99";
  for (let i = 0; i < 9; i++) expect(await askIdentity({ username, password: wrong, sourceIp })).toEqual({});
  const { rowsWith } = await import("../kit/rows.ts");
  const told = await rowsWith("AUDIT_TABLE", "address", sourceIp);
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(told.length).toBeLessThanOrEqual(2);
  expect(JSON.stringify(told)).not.toContain(username);
});

describe("whatever cannot be reached, nobody is let in", () => {
  const missing = ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE"] as const;
  test.each(missing)("%s", async (name) => {
    const of = await another();
    const before = process.env[name];
    process.env[name] = "there-is-no-such-table";
    try {
      const answer = await of.asks({ password: name === "AUDIT_TABLE" ? wrong : of.password }).catch(() => "thrown");
      expect(answer).toBe("thrown");
    } finally {
      process.env[name] = before;
    }
    expect(await of.asks({ password: of.password })).toHaveProperty("Role");
  });

  test("the installation's secret", async () => {
    const before = process.env["TOKEN_SECRET_ID"];
    process.env["TOKEN_SECRET_ID"] = "there-is-no-such-secret";
    // Later than it is kept in memory, by the latest clock of this file.
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2029-01-01T00:00:00Z") });
    try {
      expect(await account.asks({ password }).catch(() => "thrown")).toBe("thrown");
    } finally {
      process.env["TOKEN_SECRET_ID"] = before;
    }
  });

  /** Asks a function that has just begun and keeps nothing in memory, by password and by key. */
  async function asksNewly(of: OpenedAccount, given: string): Promise<(object | "thrown")[]> {
    const event = { username: of.username, protocol: "SFTP", serverId, sourceIp: "198.51.100.40" };
    vi.resetModules();
    const { handler } = await import("../../functions/sftp-identity/handler.ts");
    const asking = [{ ...event, password: given }, event].map((each) => handler(each as never, someContext));
    return (await Promise.allSettled(asking)).map((end) => (end.status === "fulfilled" ? end.value : "thrown"));
  }
  const refused = [{}, {}];
  const thrown = ["thrown", "thrown"];
  test.each([
    ["the parameter with the server's id, which nobody wrote", "SFTP_PARAMETER", "/nobody/wrote/this", refused],
    ["the parameter with the server's id", "AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:1", thrown],
    ["what the parameter says", "SFTP_PARAMETER", process.env["BASE_URL_PARAMETER"], thrown],
    ["the bucket's name", "SFTP_BUCKET", "", thrown],
    ["the role's name", "SFTP_ROLE_ARN", "", thrown],
  ])("%s", async (_, name, value, answers) => {
    const keyed = await house.open({ publicKey: sshKeyLine() });
    await chief.done("makeSftpSecret", { path: { accountId: keyed.accountId }, ...anew() });
    const given = await keyed.reveal();
    vi.stubEnv(name, value);
    expect(await asksNewly(keyed, given)).toEqual(answers);
    vi.unstubAllEnvs();
    expect((await asksNewly(keyed, given)).map((answer) => Object.hasOwn(answer as object, "Role"))).toEqual([
      true,
      true,
    ]);
  });
});
