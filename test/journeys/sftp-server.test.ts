import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { openPractice, type Person, unique } from "../kit/person.ts";
import { amend, rowsOf } from "../kit/rows.ts";
import { answered, connectSftp, newKeyPair, openSsh, said } from "../kit/sftp.ts";
import { openSftpAccount } from "../kit/sftp-account.ts";

takeEnvironment();
const place = inject("place");
const { address, hostKey } = inject("sftp");
const Bucket = inject("environments")["SftpIdentity"]?.["SFTP_BUCKET"];
const s3 = new S3Client({
  endpoint: inject("endpoints")["s3"],
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const folder = mkdtempSync(join(tmpdir(), "sftp-journey-"));
const local = (name: string) => join(folder, name);
const password = `Only-for-SFTP-${unique("p")}`;
const key = newKeyPair();
let owner: Person;
let account: SftpAccount;
let ids: { practiceId: string; ownerId: string };
const homeOf = ({ practiceId, accountId }: SftpAccount) => `practices/${practiceId}/sftp/${accountId}`;
const login = () => ({ address, username: account.username, password });
const refused = (attempt: Promise<unknown>) => expect(attempt).rejects.toThrow(/authentication methods failed/);
beforeAll(async () => {
  owner = await openPractice(
    place,
    { firstName: "Ada", lastName: "Owner", username: unique("ada"), email: `${unique("ada")}@sunrise.example` },
    { name: "Sunrise" },
  );
  const [practiceId = "", ownerId = ""] = owner.cookies.get("__Host-gh")?.split(".") ?? [];
  ids = { practiceId, ownerId };
  account = await openSftpAccount({ ...ids, password, publicKey: key.public });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function body(Key: string): Promise<string> {
  return (await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? "";
}

test("a claim file goes in by password, an acknowledgement comes out by key, and the account's own folder is all there is", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: `${homeOf(account)}/outbound/claims.999`, Body: "ISA*999" }));
  writeFileSync(local("claims.txt"), "not a claim");
  const sent = await openSsh("sftp", login(), ["ls -1", `put ${local("claims.txt")} inbound/claims.txt`, "pwd"]);
  expect([sent.code, sent.errors]).toEqual([0, ""]);
  expect(sent.out.split(/\r?\n/)).toEqual(
    expect.arrayContaining(["inbound", "outbound", "Remote working directory: /"]),
  );
  expect(await body(`${homeOf(account)}/inbound/claims.txt`)).toBe("not a claim");
  const fetched = await openSsh("sftp", { address, username: account.username, privateKey: key.private }, [
    `get outbound/claims.999 ${local("claims.999")}`,
    ...["-rm outbound/claims.999", `-put ${local("claims.txt")} outbound/x`, "-ls /practices", "-cd ../../.."],
  ]);
  expect(readFileSync(local("claims.999"), "utf8")).toBe("ISA*999");
  expect(fetched.errors.match(/Permission denied/g)).toHaveLength(2);
  expect(fetched.errors).toMatch(/\/practices.*not found/);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${homeOf(account)}/outbound/` }));
  const outbound = ["", "claims.999"].map((name) => `${homeOf(account)}/outbound/${name}`);
  expect(Contents.map(({ Key }) => Key)).toEqual(outbound);
});

test("the host key is the one that letters name", async () => {
  const [host = "", port = ""] = address.split(":");
  const scanned = await said("ssh-keyscan", ["-p", port, host]);
  expect((await said("ssh-keygen", ["-lf", "-"], { input: scanned.out })).out).toContain(hostKey);
});

test("who has neither password nor key is refused, whatever he says of himself (attack 79)", async () => {
  for (const wrong of [
    { password: "" },
    { password: `${password} ` },
    { username: "nobody-of-this-name", password },
    { username: `${account.username}.`, password },
    { username: account.practiceId, password },
  ])
    await refused(connectSftp({ ...login(), ...wrong }));
  const { password: _, ...nobody } = login();
  await refused(connectSftp({ ...nobody, privateKey: newKeyPair().private }));
  const { sftp, end } = await connectSftp({ ...login(), username: account.username.toUpperCase() });
  expect(await answered<{ filename: string }[]>((done) => sftp.readdir("/", done as never))).toHaveLength(2);
  await end();
});

test("a key of one account opens no other, even where both have it (attack 80)", async () => {
  const other = await openSftpAccount({ ...ids, publicKey: key.public });
  const { sftp, end } = await connectSftp({ address, username: other.username, privateKey: key.private });
  await answered((done) => sftp.writeFile("/inbound/mine.txt", "mine", done as never));
  await end();
  expect(await body(`${homeOf(other)}/inbound/mine.txt`)).toBe("mine");
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${homeOf(account)}/inbound/` }));
  expect(Contents.map(({ Key }) => Key)).not.toContain(`${homeOf(account)}/inbound/mine.txt`);
  await refused(connectSftp({ address, username: other.username, password }));
});

test("addresses are looked at by the server's word, not the client's (attack 86)", async () => {
  const fromOne = await openSftpAccount({ ...ids, password: `${password}-2`, addresses: ["127.0.0.9/32"] });
  const there = { address, username: fromOne.username, password: `${password}-2` };
  await refused(connectSftp({ ...there, sourceIp: "127.0.0.8" }));
  const { end } = await connectSftp({ ...there, sourceIp: "127.0.0.9" });
  await end();
});

test("a disabled account is refused from the next sign-in on, and what was open opens nothing for long (attack 85)", async () => {
  const open = await connectSftp(login());
  await amend(
    "PRACTICE_TABLE",
    { pk: `P#${ids.practiceId}`, sk: `SFTPA#${account.accountId}` },
    { status: "disabled" },
  );
  await refused(connectSftp(login()));
  await refused(connectSftp({ address, username: account.username, privateKey: key.private }));
  await open.end();
  await amend("PRACTICE_TABLE", { pk: `P#${ids.practiceId}`, sk: `SFTPA#${account.accountId}` }, { status: "active" });
  const { handler } = await import("../../functions/sftp-identity/handler.ts");
  const event = {
    username: account.username,
    protocol: "SFTP",
    serverId: inject("sftp").serverId,
    sourceIp: "127.0.0.1",
  };
  const answer = (await handler(event as never, {} as never)) as { Policy: string };
  const { Statement } = JSON.parse(answer.Policy) as {
    Statement: { Effect: string; Action: unknown; Condition?: { DateGreaterThan?: Record<string, string> } }[];
  };
  const deny = Statement.find(({ Effect }) => Effect === "Deny");
  expect(deny).toMatchObject({ Action: "s3:*", Resource: "*" });
  const end = Date.parse(deny?.Condition?.DateGreaterThan?.["aws:CurrentTime"] ?? "");
  expect((end - Date.now()) / 60_000).toBeCloseTo(30, 0);
  expect(answer.Policy.length).toBeLessThanOrEqual(2048);
});

test("what the account's page tells of it came from here: when and from where it was used and refused", async () => {
  const rows = await rowsOf("PRACTICE_TABLE", `P#${ids.practiceId}`);
  const use = rows.find(({ sk }) => sk === `SFTPU#${account.accountId}`);
  expect(JSON.stringify(use)).toContain("127.0.0.1");
});
