import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { routesByWorkflow } from "../../shared/contract/routes.ts";
import { isOfSftp } from "../../shared/domain/permission.ts";
import { anew, epcsHouse, saidBy } from "../kit/epcs-house.ts";
import { takeEnvironment, type Visitor } from "../kit/in-process.ts";
import { amend } from "../kit/rows.ts";
import { type OpenedAccount, type SftpHouse, sftpHouse } from "../kit/sftp-house.ts";
import { sshKeyLine } from "../kit/ssh-key.ts";

// What waits for the clock alone waits no longer here: the time of refusals has tests of its own.
vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);
takeEnvironment();
let house: SftpHouse;
let chief: Visitor;
const dayMs = 86_400_000;
const page = ({ accountId }: OpenedAccount) => chief.done("getSftpAccount", { path: { accountId } });
const lettersOf = async (letter: string, { accountId }: OpenedAccount) =>
  (await house.mails(letter)).filter(({ subjectId }) => subjectId === accountId).map(({ params }) => params);

beforeAll(async () => {
  house = await sftpHouse();
  chief = house.visitors[0]!;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A look of the caretaker at this house, at a moment. */
async function lookAt(now: Date): Promise<void> {
  const { lookThroughSftp } = await import("../../functions/caretaker/look-through-sftp.ts");
  const { readPractice } = await import("../../shared/data/practices.ts");
  const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
  const scope = scopeOf(house.practiceId);
  await lookThroughSftp({ scope, practice: (await readPractice(scope))!, now });
}

test("opening an account writes its name once, one letter with the username and one with the link", async () => {
  const account = await house.open();
  const letters = (await house.rows()).filter(
    ({ subjectId, sk }) => subjectId === account.accountId && sk.startsWith("O#"),
  );
  expect(letters.map(({ letter }) => letter).sort()).toEqual(["sftp-account-opened", "sftp-reveal-link"]);
  const { findSftpAccount, freeSftpUsername } = await import("../../shared/data/sftp-accounts.ts");
  expect(await findSftpAccount(account.username)).toMatchObject({ accountId: account.accountId });
  expect(await freeSftpUsername(account.username)).toBe(`${account.username}-2`);
  expect(await page(account)).toMatchObject({
    status: "active",
    secrets: [],
    link: { kind: "reveal", state: "open" },
    attention: expect.stringContaining("is not used yet"),
    server: { host: expect.anything(), fingerprint: expect.stringMatching(/^SHA256:/) },
  });
});

test("where the installation has no SFTP server each route of it says so, and nobody is shown that there could be one", async () => {
  const support = await epcsHouse([{ roles: ["operator"] }]);
  await amend("PRACTICE_TABLE", { pk: `P#${support.practiceId}`, sk: "PRACTICE" }, { isVendor: true });
  const operator = support.visitors[0]!;
  const shown = async () =>
    (await Promise.all([chief, operator].map((visitor) => visitor.done("getSession")))).flatMap(
      ({ permissions }: { permissions: string[] }) => permissions.filter(isOfSftp),
    );
  const ofSftp = Object.entries(routesByWorkflow).flatMap(([workflow, routes]) =>
    Object.entries<Route>(routes).filter(([, { access }]) => workflow === "secret-links" || isOfSftp(access)),
  );
  expect(ofSftp.length).toBeGreaterThanOrEqual(32);
  const account = await house.open();
  const token = await account.token();
  const row = await account.row();
  vi.stubEnv("SFTP_SERVER", "off");
  for (const [name, { access, body, method }] of ofSftp) {
    const path = {
      accountId: account.accountId,
      requestId: "sfr_x",
      fileId: "sff_x",
      secretId: "sfs_x",
      keyId: "sfk_x",
    };
    const given = [{ token }, { token, publicKey: sshKeyLine() }, {}].find((each) => body?.safeParse(each).success);
    const call = { path, body: given ?? {}, headers: { ...anew().headers, "if-match": '"v1"' } };
    const { status, json } = await (access.startsWith("operator:") ? operator : chief).call(name, call);
    expect([status, json.code], `${method} ${name}`).toEqual([404, "sftp.off"]);
  }
  expect(await shown()).toEqual([]);
  vi.unstubAllEnvs();
  expect(await account.row()).toEqual(row);
  expect(await shown()).toEqual(["sftp:read", "sftp:request", "sftp:manage", "operator:sftp-requests"]);
});

test("keys are added once, named, and removed; ten at most", async () => {
  const account = await house.open();
  const path = { accountId: account.accountId };
  const publicKey = `${sshKeyLine()} claims@vendor`;
  const added = await chief.done("addSftpKey", { path, body: { publicKey }, ...anew() });
  expect(added.keys).toMatchObject([{ name: "claims@vendor", addedBy: "P0 Sato" }]);
  expect(saidBy(await chief.call("addSftpKey", { path, body: { publicKey }, ...anew() }))).toBe("sftp.key-known");
  const odd = await chief.call("addSftpKey", { path, body: { publicKey: "ssh-dss AAAA" }, ...anew() });
  expect(odd.json).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/publicKey" }] });
  for (let i = 0; i < 9; i++) await chief.done("addSftpKey", { path, body: { publicKey: sshKeyLine() }, ...anew() });
  expect(saidBy(await chief.call("addSftpKey", { path, body: { publicKey: sshKeyLine() }, ...anew() }))).toBe(
    "sftp.too-many-keys",
  );
  const { keyId } = added.keys[0];
  expect((await chief.done("removeSftpKey", { path: { ...path, keyId } })).keys).toHaveLength(9);
  expect(saidBy(await chief.call("removeSftpKey", { path: { ...path, keyId } }))).toBe("sftp.key-not-found");
  const { rowsOf } = await import("../kit/rows.ts");
  expect(
    await rowsOf("PRACTICE_TABLE", `SFTPKEY#${added.keys[0].fingerprint}`),
    "nobody has it any more",
  ).not.toMatchObject([{ accounts: expect.anything() }]);
});

test("an account is handed over to an active user, which both owners' disabling then shows", async () => {
  const account = await house.open();
  const path = { accountId: account.accountId };
  await account.reveal();
  const [ada, ben] = house.userIds;
  const { version } = await page(account);
  const hand = (ownerId: string, of = version) =>
    chief.call("changeSftpAccount", { path, body: { ownerId }, headers: { "if-match": `"v${of}"` } });
  expect(saidBy(await hand("usr_nobody"))).toBe("sftp.owner-unfit");
  const after = (await hand(ben!)).json;
  expect(after).toMatchObject({ ownerId: ben, ownerName: "P1 Sato" });
  expect(saidBy(await hand(ada!)), "on what is gone").toBe("request.changed-meanwhile");
  const touched = (userId: string) => chief.done("getConsequences", { path: { userId } });
  const has = { accountId: account.accountId, username: account.username };
  expect((await touched(ben!)).sftpAccounts).toContainEqual(has);
  expect((await touched(ada!)).sftpAccounts).not.toContainEqual(has);
  expect((await touched(ada!)).sftpSecretsSeen).toContainEqual({ ...has, seenAt: expect.anything() });
  await chief.done("disableSftpAccount", { path, body: { reason: "Not used any more" }, ...anew() });
  expect((await lettersOf("sftp-changed", account)).at(-1)).toMatchObject({
    what: "P0 Sato disabled it: Not used any more",
  });
  expect((await touched(ben!)).sftpAccounts).not.toContainEqual(has);
  const { items } = await chief.done("getSftpAccountHistory", { path });
  expect(items.filter(({ action }: Record<string, string>) => action?.startsWith("sftp.account"))).toMatchObject([
    { action: "sftp.account-disabled", changes: { status: { before: "active", after: "disabled" } } },
    { action: "sftp.account-handed-over", changes: { ownerName: { before: "P0 Sato", after: "P1 Sato" } } },
    { action: "sftp.account-opened" },
  ]);
});

test("owners are reminded 30, 10, 5 and 1 days before a password ends, once each, and it is retired when it is over (peers E3)", async () => {
  const account = await house.open();
  await account.reveal();
  const ends = Date.parse((await page(account)).passwordEndsAt);
  for (const daysLeft of [31, 30, 29.5, 12, 10, 9, 6, 5, 4, 2, 1, 0.5]) {
    const now = new Date(ends - daysLeft * dayMs);
    await lookAt(now);
    await lookAt(now);
  }
  expect((await lettersOf("sftp-secret-ending", account)).map((params) => (params as { days: string }).days)).toEqual([
    "30 days",
    "10 days",
    "5 days",
    "one day",
  ]);
  await lookAt(new Date(ends));
  expect((await account.row()).secrets).toMatchObject([{ state: "retired" }]);
  expect((await lettersOf("sftp-changed", account)).at(-1)).toMatchObject({ what: expect.stringContaining("is over") });
});

test("an older password is retired after the quiet days, only once the newer one was used, and not while it is used itself", async () => {
  const account = await house.open();
  const [first, second] = [await account.reveal(), await account.reveal()];
  const began = Date.now();
  const at = (days: number) => vi.useFakeTimers({ toFake: ["Date"], now: began + days * dayMs });
  const states = async () => (await account.row()).secrets.map(({ state }) => state);
  await lookAt(new Date(began + 20 * dayMs));
  expect(await states(), "nobody has used the newer one").toEqual(["retiring", "live"]);
  at(20);
  expect((await account.asks({ password: second })).Role).toBeDefined();
  at(21);
  expect((await account.asks({ password: first })).Role).toBeDefined();
  await lookAt(new Date(began + 34 * dayMs));
  expect(await states(), "it was used thirteen days ago").toEqual(["retiring", "live"]);
  await lookAt(new Date(began + 35.1 * dayMs));
  expect(await states()).toEqual(["retired", "live"]);
  expect(await account.asks({ password: first })).toEqual({});
});
