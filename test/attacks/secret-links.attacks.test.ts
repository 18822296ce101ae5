import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { noteSecrets } from "../kit/canaries.ts";
import { anew } from "../kit/epcs-house.ts";
import { exchange } from "../kit/http.ts";
import { takeEnvironment, Visitor } from "../kit/in-process.ts";
import { codeIn, mails, mailTo } from "../kit/inbox.ts";
import { amend, rowsWith } from "../kit/rows.ts";
import { type OpenedAccount, type SftpHouse, sftpHouse } from "../kit/sftp-house.ts";
import { sshKeyLine } from "../kit/ssh-key.ts";

// What waits for the clock alone waits no longer here: the time of refusals has tests of its own.
vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);
takeEnvironment();
const { baseUrl, toolsUrl } = inject("place");
let house: SftpHouse;
let chief: Visitor;
const codeOf = ({ json }: { json: { code?: string } }) => json.code;
const later = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
const toOwner = async ({ accountId }: OpenedAccount) =>
  (await house.mails("sftp-changed"))
    .filter(({ subjectId }) => subjectId === accountId)
    .map(({ params }) => params as { what: string });

/** An account whose link went to somebody outside. */
async function handedOff(): Promise<{
  account: OpenedAccount;
  vendor: Visitor;
  email: string;
  code: () => Promise<string>;
}> {
  const email = `${randomUUID()}@vendor.example`;
  const account = await house.open({ recipient: { name: "Vera Vendor", email } });
  const vendor = new Visitor();
  const code = async () => {
    await vendor.done("sendSecretLinkCode", { body: { token: await account.token() } });
    return codeIn(await mailTo(toolsUrl, email, ({ subject }) => /code/i.test(subject)));
  };
  return { account, vendor, email, code };
}

beforeAll(async () => {
  house = await sftpHouse();
  chief = house.visitors[0]!;
});
afterEach(() => void vi.useRealTimers());

test("of 200 reveals at once one is shown the password, and the others that the link was used", async () => {
  const account = await house.open();
  const token = await account.token();
  const call = (headers: Record<string, string>) => chief.call("revealSecret", { body: { token }, headers });
  const answers = await atOnce(200, async () => {
    const { headers } = anew();
    let answer = await call(headers);
    // Busy tells nothing and changes nothing: the machine has two cores.
    for (let again = 0; again < 9 && answer.status === 503; again++) answer = await call(headers);
    return answer;
  });
  const shown = answers.filter(({ status }) => status === 200);
  expect(shown).toHaveLength(1);
  noteSecrets([shown[0]!.json.secret]);
  expect(shown[0]!.json).toMatchObject({ username: account.username, secret: expect.stringMatching(/^[A-Z2-7]{52}$/) });
  expect(new Set(answers.filter(({ status }) => status !== 200).map(codeOf))).toEqual(new Set(["secret-link.used"]));
  expect((await account.row()).secrets).toHaveLength(1);
  expect(
    (await house.events()).filter(
      ({ action, subjectId }) => action === "sftp.secret-revealed" && subjectId === account.accountId,
    ),
  ).toHaveLength(1);
});

test("scanners that open a link by GET or HEAD, or look it up, consume nothing (attack 33)", async () => {
  const account = await house.open();
  const token = await account.token();
  const before = await account.row();
  for (const method of ["GET", "HEAD"])
    for (const path of [
      "/s",
      `/s?token=${token}`,
      "/api/v1/secret-links",
      "/api/v1/secret-links/reveal",
      `/api/v1/secret-links/reveal?token=${token}`,
    ])
      expect((await exchange({ method, url: `${baseUrl}${path}` })).text, `${method} ${path}`).not.toMatch(
        /[A-Z2-7]{52}/,
      );
  for (let i = 0; i < 5; i++)
    expect(await new Visitor().done("lookUpSecretLink", { body: { token } })).toMatchObject({
      state: "open",
      needs: "sign-in",
    });
  expect(await account.row()).toEqual(before);
  await account.reveal();
  expect(await new Visitor().done("lookUpSecretLink", { body: { token } })).toMatchObject({ state: "used" });
});

test("a lost answer is shown again to the same browser within a minute, and to nobody else ever (attack 90)", async () => {
  const account = await house.open();
  const token = await account.token();
  const mine = anew();
  const [first, twin] = await atOnce(2, () => chief.call("revealSecret", { body: { token }, ...mine }));
  expect([first!.status, twin!.status]).toEqual([200, 200]);
  const { secret } = first!.json;
  noteSecrets([secret]);
  expect(twin!.json.secret).toBe(secret);
  expect((await account.asks({ password: secret })).Role).toBeDefined();
  const openedAt = Date.parse((await account.row()).link!.openedAt!);
  const after = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: openedAt + ms });
  after(60_000);
  expect((await chief.done("revealSecret", { body: { token }, ...mine })).secret).toBe(secret);
  const second = await chief.call("revealSecret", { body: { token }, ...anew() });
  expect([second.status, codeOf(second)]).toEqual([410, "secret-link.used"]);
  expect(codeOf(await new Visitor().call("revealSecret", { body: { token }, ...mine })), "without the session").toBe(
    "secret-link.sign-in-first",
  );
  after(60_001);
  expect(codeOf(await chief.call("revealSecret", { body: { token }, ...mine }))).toBe("idempotency.already-shown");
  vi.useRealTimers();
  const told = (await toOwner(account)).map(({ what }) => what);
  expect(told.filter((what) => /was shown to P0/.test(what))).toHaveLength(1);
  expect(
    told.filter((what) => /tried to use the link to its password again/.test(what)),
    "once, not each time",
  ).toHaveLength(1);
  expect((await account.row()).secrets).toHaveLength(1);
});

describe("a link to a user's own password", () => {
  test("is nobody else's: not without a session, not of a colleague, not without a step-up of the last ten minutes", async () => {
    const account = await house.open();
    const body = { token: await account.token() };
    const [, colleague] = house.visitors;
    expect(codeOf(await new Visitor().call("revealSecret", { body, ...anew() }))).toBe("secret-link.sign-in-first");
    expect(codeOf(await colleague!.call("revealSecret", { body, ...anew() }))).toBe("secret-link.sign-in-first");
    const withoutToken = new Visitor();
    for (const [name, value] of chief.cookies) withoutToken.cookies.set(name, value);
    expect(codeOf(await withoutToken.call("revealSecret", { body, ...anew() }))).toBe("request.csrf");
    later(11 * 60);
    expect(codeOf(await chief.call("revealSecret", { body, ...anew() }))).toBe("session.step-up-required");
    expect(codeOf(await chief.call("giveKeyByLink", { body: { ...body, publicKey: sshKeyLine() } }))).toBe(
      "secret-link.no-key",
    );
    vi.useRealTimers();
    const refused = (await house.events()).filter(({ subjectId }) => subjectId === account.accountId);
    const [stranger] = refused.filter(({ action }) => action === "sftp.link-refused");
    expect(stranger).toMatchObject({
      actorId: "unknown",
      actorName: expect.stringMatching(/^Somebody with the link mailed to /),
    });
    expect((await account.row()).link?.state).toBe("open");
  });

  test("is of no use to who may not have the password any more", async () => {
    const account = await house.open();
    const [, colleague] = house.visitors;
    await colleague!.done("makeSftpSecret", { path: { accountId: account.accountId }, ...anew() });
    const { keys } = await import("../../shared/data/keys.ts");
    const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
    const row = keys.user(scopeOf(house.practiceId), house.userIds[1]!);
    const reveal = async () => colleague!.call("revealSecret", { body: { token: await account.token() }, ...anew() });
    await amend("PRACTICE_TABLE", row, { roles: ["member"] });
    expect(codeOf(await reveal())).toBe("session.forbidden");
    await amend("PRACTICE_TABLE", row, { roles: ["security-administrator"] });
    const { json } = await reveal();
    noteSecrets([json.secret]);
    expect(json).toMatchObject({ username: account.username });
  });

  test("is over after a day, after a newer one, and once it is revoked", async () => {
    const account = await house.open();
    const path = { accountId: account.accountId };
    const first = await account.token();
    await chief.done("makeSftpSecret", { path, ...anew() });
    const second = await account.token();
    const codes = async (token: string) => codeOf(await chief.call("revealSecret", { body: { token }, ...anew() }));
    expect(await codes(first)).toBe("secret-link.invalid");
    for (const odd of [`${second}x`, second.replace(/\.\d+\./, ".9."), "x.y.1.z", "x"])
      expect(await codes(odd)).toBe("secret-link.invalid");
    later(24 * 3600 + 1);
    expect(codeOf(await new Visitor().call("revealSecret", { body: { token: second }, ...anew() }))).toBe(
      "secret-link.expired",
    );
    vi.useRealTimers();
    await chief.done("revokeSecretLink", { path });
    expect(await codes(second)).toBe("secret-link.invalid");
    expect((await account.row()).secrets).toEqual([]);
  });
});

test("an account mails no more than twenty links an hour, to whomever", async () => {
  const account = await house.open();
  const path = { accountId: account.accountId };
  const make = () => {
    const recipient = { name: "Vera Vendor", email: `${randomUUID()}@vendor.example` };
    return chief.call("makeSftpSecret", { path, body: { recipient }, ...anew() });
  };
  for (let i = 0; i < 20; i++) expect((await make()).status).toBe(202);
  const [late, mailed] = [await make(), (await house.mails("sftp-hand-off")).map(({ subjectId }) => subjectId)];
  expect([late.status, codeOf(late)]).toEqual([429, "request.too-many"]);
  expect(mailed.filter((subjectId) => subjectId === account.accountId)).toHaveLength(20);
});

describe("a hand-off link", () => {
  test("takes a public key from end to end, so that there is no password at all", async () => {
    const { account, vendor, email, code } = await handedOff();
    const token = await account.token();
    expect(await vendor.done("lookUpSecretLink", { body: { token } })).toMatchObject({
      kind: "hand-off",
      needs: "code",
      mayGiveKey: true,
    });
    const letter = await mailTo(toolsUrl, email, ({ text }) => text.includes(`/s#${token}`));
    expect(letter.text).not.toContain(account.username);
    const publicKey = sshKeyLine();
    const body = { token, code: await code(), publicKey };
    const taken = await vendor.done("giveKeyByLink", { body });
    expect(await vendor.done("giveKeyByLink", { body }), "its answer was lost").toEqual(taken);
    expect(taken).toMatchObject({
      username: account.username,
      fingerprint: expect.stringMatching(/^SHA256:/),
      server: { host: expect.anything() },
    });
    expect((await account.asks({})).PublicKeys).toEqual([publicKey]);
    expect((await account.row()).secrets).toEqual([]);
    expect((await toOwner(account)).map(({ what }) => what)).toEqual([
      `${email} gave it the public key ${taken.fingerprint} by the link`,
    ]);
    const again = await vendor.call("giveKeyByLink", { body: { token, code: "12345678", publicKey: sshKeyLine() } });
    expect(codeOf(again)).toBe("secret-link.used");
    expect((await toOwner(account))[1]).toMatchObject({
      what: expect.stringContaining("tried to use the link"),
      actorName: `Somebody with the link mailed to ${email}`,
    });
    later(61);
    expect(codeOf(await vendor.call("giveKeyByLink", { body })), "a minute later").toBe("secret-link.used");
  });

  test("that was forwarded is of no use without the mailbox it went to, and five guesses end its code (attack 90)", async () => {
    const { account, vendor, code } = await handedOff();
    const token = await account.token();
    const stranger = new Visitor();
    const tries = (given?: string) =>
      stranger.call("revealSecret", { body: { token, ...(given ? { code: given } : {}) }, ...anew() });
    expect(codeOf(await tries())).toBe("secret-link.code-required");
    expect(codeOf(await tries("12345678"))).toBe("secret-link.code-required");
    const right = await code();
    noteSecrets([right]);
    const wrong = right === "12345678" ? "87654321" : "12345678";
    for (let i = 0; i < 5; i++) expect(codeOf(await tries(wrong))).toBe("secret-link.code-wrong");
    expect(codeOf(await tries(right)), "its tries are used up").toBe("secret-link.code-wrong");
    const soon = await vendor.call("sendSecretLinkCode", { body: { token } });
    expect([soon.status, codeOf(soon)]).toEqual([429, "secret-link.cool-down"]);
    expect((await account.row()).link?.state).toBe("open");
  });

  test("shows a password once to who has the code, and tells the owner who it was", async () => {
    const { account, vendor, email, code } = await handedOff();
    const token = await account.token();
    const given = await code();
    const { secret } = await vendor.done("revealSecret", { body: { token, code: given }, ...anew() });
    noteSecrets([secret]);
    expect((await account.asks({ password: secret })).Role).toBeDefined();
    const { secrets } = await chief.done("getSftpAccount", { path: { accountId: account.accountId } });
    expect(secrets).toMatchObject([{ seenBy: email, state: "live" }]);
    expect((await toOwner(account)).map(({ what }) => what)).toEqual([
      `A new password was shown to ${email}, who opened the link to it`,
    ]);
  });
});

test("in two-mails mode no mail has both the username and the password, and each password that is mailed works (peers E1)", async () => {
  const apart = await sftpHouse({ sftpDelivery: "two-mails" });
  const account = await apart.open();
  const [owner] = await apart.users();
  const isPassword = ({ text }: { text: string }) => /\b[A-Z2-7]{52}\b/.test(text);
  const second = await mailTo(toolsUrl, owner!.email!, isPassword);
  const [password] = /\b[A-Z2-7]{52}\b/.exec(second.text)!;
  const first = await mailTo(toolsUrl, owner!.email!, ({ text }) => text.includes(account.username));
  expect(first.id).not.toBe(second.id);
  expect(first.text).toMatch(/Host: \S+\nPort: \d+\nUsername: /);
  const all = (await mails(toolsUrl)).filter(({ to }) => to.includes(owner!.email!));
  for (const mail of all) {
    const whole = `${mail.subject}\n${mail.text}\n${mail.html}`;
    expect(whole.includes(account.username) && isPassword({ text: whole })).toBe(false);
    if (isPassword(mail)) expect(whole).not.toMatch(/sunrise|Host|sftp\/accounts|sfa_/);
  }
  expect((await account.asks({ password })).Role).toBeDefined();
  const rows = JSON.stringify([await apart.rows(), await apart.events()]);
  expect(rows).not.toContain(password);
  const [letter] = await apart.mails("sftp-password");
  const { passwordFor } = await import("../../functions/mailer/sftp-password.ts");
  const recipe = letter!["secret"] as Parameters<typeof passwordFor>[0];
  const path = { accountId: account.accountId, secretId: recipe.secretId };
  await apart.visitors[0]!.done("retireSftpSecret", { path });
  const again = passwordFor(recipe, { practiceId: apart.practiceId, now: new Date() });
  await expect(again, "a letter that comes late gives no retired password back").rejects.toThrow("takes no password");
});

test("a password that was shown stands in no row, event, mail or log line", async () => {
  const account = await house.open();
  const secret = await account.reveal();
  await account.asks({ password: secret });
  await chief.done("testSftpAccount", {
    path: { accountId: account.accountId },
    body: { password: secret },
    ...anew(),
  });
  const kept = JSON.stringify([
    await house.rows(),
    await house.events(),
    await rowsWith("SESSION_TABLE", "takenBy", "x"),
    await mails(toolsUrl),
    (await exchange({ method: "GET", url: inject("logUrl") })).json,
  ]);
  expect(kept.length).toBeGreaterThan(10_000);
  expect(kept).toContain(account.username);
  expect(kept).not.toContain(secret);
});
