import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { SftpAccount, SftpKey } from "../../shared/domain/sftp-account.ts";
import { floorMs } from "../../shared/http/floor.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";
import { writeSftpAccount } from "../kit/sftp-account-row.ts";

takeEnvironment();
const identity = await handlerOf("sftp-identity");
const handler = await handlerOf("sftp-log");
const { readSftpUses } = await import("../../shared/data/sftp-uses.ts");

const now = new Date();
const practiceId = newId("prc", now);
const scope = scopeOf(practiceId);
const fingerprint = `SHA256:${"a".repeat(43)}`;
const key: SftpKey = {
  keyId: newId("sfk", now),
  publicKey: "ssh-ed25519 AAAA",
  fingerprint,
  name: "theralytics",
  addedAt: now.toISOString(),
  addedBy: "Ada",
};

/** An account of its own for each test. */
const anAccount = (own: Partial<SftpAccount> = {}) => writeSftpAccount({ practiceId, keys: [key], ...own });

/** Hands lines over as CloudWatch Logs does. */
function told(...lines: readonly (object | string)[]) {
  const logEvents = lines.map((line, i) => ({
    id: String(i),
    timestamp: now.getTime(),
    message: typeof line === "string" ? line : JSON.stringify(line),
  }));
  const data = gzipSync(JSON.stringify({ messageType: "DATA_MESSAGE", logEvents })).toString("base64");
  return handler({ awslogs: { data } } as never, someContext);
}

const connected = ({ username }: SftpAccount, more = {}) => ({
  role: "arn:aws:iam::000000000000:role/x",
  "activity-type": "CONNECTED",
  client: "SSH-2.0-OpenSSH_9.2",
  "source-ip": "203.0.113.7",
  "home-dir": "/",
  "ssh-public-key-fingerprint": fingerprint,
  "ssh-public-key-type": "ssh-ed25519",
  user: username,
  "session-id": "9ca9a0e1cec6ad9d",
  ...more,
});
const failed = ({ username }: SftpAccount, more = {}) => ({
  method: "publickey",
  "activity-type": "AUTH_FAILURE",
  "source-ip": "203.0.113.9",
  message: "ED25519 SHA256:other",
  user: username,
  ...more,
});
const usesOf = ({ accountId }: SftpAccount) => readSftpUses({ scope, accountId });
const actionsOf = async ({ accountId }: SftpAccount) =>
  (await eventsOf(practiceId, accountId)).map(({ action, outcome, address, reason }) => [
    action,
    outcome,
    address,
    reason,
  ]);
let account: SftpAccount;
beforeAll(async () => {
  account = await anAccount();
});

test("a sign-in by key shows when and from where the key was used last, and is one event an hour", async () => {
  await told(connected(account), { "activity-type": "DISCONNECTED", "session-id": "9ca9a0e1cec6ad9d" });
  await told(connected(account), connected(account));
  const uses = await usesOf(account);
  expect([uses.of(key.keyId)?.from, uses.last?.from]).toEqual(["203.0.113.7", "203.0.113.7"]);
  expect(await actionsOf(account)).toEqual([
    ["sftp.signed-in", "success", "203.0.113.7", `with the key ${fingerprint}`],
  ]);
});

test("a key that the account does not have is told on its page and in the log, once a minute", async () => {
  const other = await anAccount();
  await told(failed(other), failed(other));
  await told(failed(other));
  expect((await usesOf(other)).refusals).toMatchObject([{ reason: "unknown-key", from: "203.0.113.9", count: 1 }]);
  expect(await actionsOf(other)).toEqual([["sftp.sign-in-refused", "refused", "203.0.113.9", "unknown-key"]]);
});

test("what the identity function refused itself, passwords, other names and lines that are none are left alone", async () => {
  const without = await anAccount({ keys: [] });
  const disabled = await anAccount({ status: "disabled" });
  const elsewhere = await anAccount({ addresses: ["198.51.100.0/24"] });
  const password = await anAccount();
  await told(
    ...[failed(without), failed(disabled), failed(elsewhere), failed(password, { method: "password" })],
    ...[connected(password, { "ssh-public-key-fingerprint": undefined }), "no JSON", "[]", "null"],
    ...[failed({ ...password, username: "nobody.at.all" }), { "activity-type": "AUTH_FAILURE" }],
  );
  for (const each of [without, disabled, elsewhere, password]) {
    expect([(await usesOf(each)).refusals, await actionsOf(each)]).toEqual([[], []]);
  }
});

test("asking for keys takes as long where there are some as for a name that nobody has (attack 18)", async () => {
  const { readSftpEndpoint } = await import("../../shared/sftp/endpoint.ts");
  const { serverId } = (await readSftpEndpoint())!;
  const [{ username }, timed] = [await anAccount(), { protocol: "SFTP", serverId, sourceIp: "203.0.113.70" }];
  const msFor = async (name: string) => {
    const begun = performance.now();
    const answer = await identity({ ...timed, username: name } as never, someContext);
    return { answer, ms: performance.now() - begun };
  };
  const [known, unknown] = await Promise.all([msFor(username), msFor(unique("nobody"))]);
  expect([known.answer, unknown.answer]).toEqual([expect.objectContaining({ PublicKeys: [key.publicKey] }), {}]);
  expect(Math.min(known.ms, unknown.ms)).toBeGreaterThanOrEqual(floorMs - 1);
});
