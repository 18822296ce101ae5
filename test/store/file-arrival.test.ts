import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startS3 } from "../../infra/local/services/s3/server.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import type { SftpFile } from "../../shared/domain/sftp-file.ts";
import { readFile } from "../../shared/x12/read-file.ts";
import { type FilePlan, fileOfClaims } from "../kit/claims.ts";
import { epcsHouse } from "../kit/epcs-house.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { eventsOf, putRows, rowsOf } from "../kit/rows.ts";
import { writeSftpAccount } from "../kit/sftp-account-row.ts";
import { type ToldUpload, toldOfUpload } from "../kit/told-upload.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-arrivals-"));
const s3 = await startS3({ path: folder, inMemory: true });
const bucket = "claim-files";
s3.objects.createBucket(bucket);
takeEnvironment({ SFTP_BUCKET: bucket, AWS_ENDPOINT_URL_S3: s3.url });
const handler = await handlerOf("file-arrival");
const { followAll } = await import("../../shared/data/directory-writer.ts");

const now = new Date();
const house = await epcsHouse([
  { firstName: "Ada", roles: ["security-administrator"], email: "ada@sunrise.example", wantsClaimMails: true },
  { firstName: "Ben", email: "ben@sunrise.example" },
  { firstName: "Cleo", email: "cleo@sunrise.example", wantsClaimMails: true, status: "disabled" },
]);
const { practiceId } = house;
const scope = scopeOf(practiceId);
const [ada, ben] = house.visitors;
await followAll(scope, house.userIds, now);

afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An account of its own for each test. */
const anAccount = (own: Partial<SftpAccount> = {}) => writeSftpAccount({ practiceId, ...own });

const homeOf = ({ accountId }: SftpAccount) => `practices/${practiceId}/sftp/${accountId}`;
/** What the server tells of an upload; the same again with the same session. */
const uploadEvent = (account: SftpAccount, name: string, upload: ToldUpload) =>
  toldOfUpload(`/${bucket}/${homeOf(account)}/inbound/${name}`, { username: account.username, ...upload });

const take = (event: unknown) => handler(event as never, someContext);

/** Puts a file as the server does and tells of it. @returns the event */
async function upload(account: SftpAccount, text: string, name = "claims.837") {
  const body = Buffer.from(text, "latin1");
  s3.objects.put(bucket, `${homeOf(account)}/inbound/${name}`, { body, headers: {} });
  const event = uploadEvent(account, name, { body });
  await take(event);
  return event;
}

async function filesOf({ accountId }: SftpAccount): Promise<SftpFile[]> {
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  return rows.filter(({ sk }) => sk.startsWith(`SFTPF#${accountId}#`)) as unknown as SftpFile[];
}

const answersOf = (account: SftpAccount) =>
  s3.objects.list(bucket, `${homeOf(account)}/outbound/`).map(({ key }) => ({
    name: key.slice(key.lastIndexOf("/") + 1),
    text: Buffer.from(s3.objects.get(bucket, key)?.body ?? "").toString("latin1"),
  }));

const mailsAbout = async ({ accountId }: SftpAccount) =>
  (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(
    (row) => row.sk.startsWith("O#") && JSON.stringify(row["secret"] ?? "").includes(accountId),
  );
const claims = (plan: FilePlan = {}) => fileOfClaims({ claims: 4, ...plan });

describe("a file of claims that arrives", () => {
  test("is summed up, answered in the outbound folder, told to who wants mails of claims, and on record", async () => {
    const account = await anAccount();
    const text = claims({ sets: 2 });
    await upload(account, text, "Smith_John_claims.837");
    const [file, ...others] = await filesOf(account);
    expect(others).toEqual([]);
    expect(file).toMatchObject({
      outcome: "accepted",
      kind: "837P",
      claims: 8,
      acceptedClaims: 8,
      bytes: text.length,
      from: "203.0.113.7",
      submitter: "HARBORCLINIC",
      name: "Smith_John_claims.837",
    });
    expect(file?.charge).toMatch(/^\d+\.\d\d$/);
    const [answer] = answersOf(account);
    expect(answer?.name).toBe(file?.interchanges?.[0]?.acknowledgement?.name);
    expect(answer?.name).toMatch(/^999_000000905_sff_\w{26}\.x12$/);
    expect(answer?.text).toContain("AK9*A*2*2*2~");
    expect(readFile(Buffer.from(answer?.text ?? "")).faults).toBe(0);
    const mails = await mailsAbout(account);
    expect(mails.map(({ to, letter }) => [to, letter])).toEqual([["ada@sunrise.example", "sftp-file-summary"]]);
    const { items } = await ada!.done("listSftpAccounts", {});
    const line = items.find(({ accountId }: SftpAccount) => accountId === account.accountId);
    expect(line).toMatchObject({ lastFileAt: file?.at, contactName: account.contactName });
    const [event] = await eventsOf(practiceId, account.accountId);
    expect(event).toMatchObject({ action: "sftp.file-accepted", actorName: account.username, address: "203.0.113.7" });
  });

  test("leaves no word of its name or content in events and mails (attack 84)", async () => {
    const account = await anAccount();
    await upload(account, claims().replace("HI*", "HI "), "Smith_John_1970.837");
    const told = JSON.stringify([await eventsOf(practiceId, account.accountId), await mailsAbout(account)]);
    expect(told).toContain("segment's name");
    for (const word of ["Smith", "1970", "SAMPLEWELL", "TESTERSON", "EXAMPLEMAN", "DEMOSKY", "M545"])
      expect(told).not.toContain(word);
  });

  test("is refused with its mistakes, and again under the same number it is taken when it is mended", async () => {
    const account = await anAccount();
    await upload(account, claims().replace(/\nSE\*\d+/, "\nSE*9"));
    await upload(account, claims());
    const [refused, taken] = (await filesOf(account)).sort((a, b) => (a.outcome < b.outcome ? 1 : -1));
    expect(refused).toMatchObject({ outcome: "rejected", faultCount: 1, acceptedClaims: 0 });
    expect(refused?.faults?.[0]).toMatchObject({ level: "set", reason: expect.stringContaining("SE01 is 9") });
    expect(taken).toMatchObject({ outcome: "accepted" });
    expect(
      answersOf(account)
        .map(({ text }) => /(IK5\*\w(\*4)?)/.exec(text)?.[0])
        .sort(),
    ).toEqual(["IK5*A", "IK5*R*4"]);
  });

  test("is taken once: its interchange is refused when it comes again, in another file or with others (attack 84)", async () => {
    const account = await anAccount();
    await upload(account, claims({ seed: 1 }), "one.837");
    await upload(account, claims({ seed: 2 }), "two.837");
    await upload(account, claims({ interchanges: 2, controlNumber: 904 }), "three.837");
    const files = await filesOf(account);
    const of = (name: string) => files.find((file) => file.name === name);
    expect([of("one.837")?.outcome, of("two.837")?.outcome, of("three.837")?.outcome]).toEqual([
      "accepted",
      "rejected",
      "accepted-in-part",
    ]);
    expect(of("two.837")?.faults?.[0]?.reason).toContain("was taken before");
    expect(of("three.837")?.acceptedClaims).toBe(4);
    const answer = of("two.837")?.interchanges?.[0]?.acknowledgement;
    expect(answer?.kind).toBe("TA1");
    expect(answersOf(account).find(({ name }) => name === answer?.name)?.text).toContain("*R*025~");
    const other = await anAccount();
    await upload(other, claims({ seed: 1 }));
    expect((await filesOf(other))[0]?.outcome, "another account has numbers of its own").toBe("accepted");
  });

  test("must come from the sender whose files came first, until somebody allows another (attack 84)", async () => {
    const account = await anAccount();
    await upload(account, claims());
    await upload(account, claims({ sender: "OTHERCLINIC", controlNumber: 906 }), "other.837");
    const refused = (await filesOf(account)).find(({ name }) => name === "other.837");
    expect(refused).toMatchObject({ outcome: "rejected", interchanges: [{ acknowledgement: { kind: "TA1" } }] });
    expect(answersOf(account).some(({ text }) => text.includes("*R*006~"))).toBe(true);
    const path = { accountId: account.accountId };
    const settings = await ada!.done("getSftpFileSettings", { path });
    expect(settings).toMatchObject({ senders: ["HARBORCLINIC"], silenceDays: 3, version: 0 });
    const set = (version: number) =>
      ada!.call("replaceSftpFileSettings", {
        path,
        body: { senders: ["HARBORCLINIC", "OTHERCLINIC"], silenceDays: 5 },
        headers: { "if-match": `"v${version}"` },
      });
    expect((await set(0)).json).toMatchObject({ silenceDays: 5, version: 1 });
    expect((await set(0)).status, "somebody set them since").toBe(412);
    const events = await eventsOf(practiceId, account.accountId);
    expect(events.filter(({ action }) => action === "sftp.file-settings-changed").length).toBe(1);
    await upload(account, claims({ sender: "OTHERCLINIC", controlNumber: 906 }), "again.837");
    expect((await filesOf(account)).find(({ name }) => name === "again.837")?.outcome).toBe("accepted");
  });

  test("is taken down once, however often and at once it is told, and its answer is never written over (attack 82)", async () => {
    const account = await anAccount();
    const event = await upload(account, claims());
    const [answer] = answersOf(account);
    const key = `${homeOf(account)}/outbound/${answer?.name}`;
    s3.objects.put(bucket, key, { body: Buffer.from("as it was"), headers: {} });
    await Promise.all(Array.from({ length: 5 }, () => take(event)));
    expect((await filesOf(account)).length).toBe(1);
    expect((await mailsAbout(account)).length).toBe(1);
    expect((await eventsOf(practiceId, account.accountId)).length).toBe(1);
    expect(answersOf(account).map(({ text }) => text)).toEqual(["as it was"]);
    s3.objects.delete(bucket, key);
    await take(event);
    expect(answersOf(account), "what a crash left out is put when the event is told again").toEqual([answer]);
  });

  test("does not lose another of the same account that comes at the same moment", async () => {
    const account = await anAccount();
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((i) => upload(account, claims({ controlNumber: i, seed: i }), `${i}.837`)),
    );
    const files = await filesOf(account);
    expect(files.map(({ outcome }) => outcome)).toEqual(Array(6).fill("accepted"));
    const numbers = files.map(({ interchanges }) => interchanges?.[0]?.acknowledgement?.number);
    expect(new Set(numbers).size).toBe(6);
  });
});

test("when files came is kept as it was, in whatever order they are told, and for as many days as are looked at", async () => {
  const account = await anAccount();
  const place = { scope, accountId: account.accountId };
  const { readSftpArrivals } = await import("../../shared/data/sftp-files.ts");
  const days = new Set(Array.from({ length: 60 }, (_, i) => `2026-0${1 + Math.floor(i / 28)}-${10 + (i % 20)}`));
  const lastFileAt = "2026-11-21T09:00:00.000Z";
  await putRows("PRACTICE_TABLE", [{ ...keys.sftpArrivals(scope, account.accountId), lastFileAt, days }]);
  await upload(account, claims());
  const after = await readSftpArrivals(place);
  expect([after.lastFileAt, after.days?.size, after.days?.has("2026-11-20")]).toEqual([lastFileAt, 10, true]);
  expect(after, "counting answers meets no transaction").not.toHaveProperty("ackNumber");
});

test("other files are listed as received, without an answer or a mail", async () => {
  const account = await anAccount();
  await upload(account, "name,amount\n", "list.csv");
  const remittance = claims()
    .replace("*HC*", "*HP*")
    .replaceAll("005010X222A1", "005010X221A1")
    .replace("ST*837", "ST*835");
  await upload(account, remittance, "era.835");
  const files = await filesOf(account);
  expect(files.map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual(["835 received", "other received"]);
  expect([answersOf(account), await mailsAbout(account)]).toEqual([[], []]);
});

test("a part of an upload is never read: broken off, half written under another name, or cut (attack 83)", async () => {
  const account = await anAccount();
  const body = Buffer.from(claims());
  s3.objects.put(bucket, `${homeOf(account)}/inbound/half.837`, { body, headers: {} });
  await take(uploadEvent(account, "half.837", { body, what: "Upload Failed" }));
  await upload(account, claims(), "claims.837.filepart");
  await upload(account, claims().slice(0, 900), "cut.837");
  const files = await filesOf(account);
  expect(files.map(({ name, outcome }) => `${name} ${outcome}`).sort()).toEqual([
    "cut.837 rejected",
    "half.837 broken-off",
  ]);
  expect(files.find(({ name }) => name === "cut.837")?.faults?.[0]?.reason).toContain("not sent whole");
  const path = `/${bucket}/${homeOf(account)}/inbound/claims.837`;
  s3.objects.put(bucket, path.slice(bucket.length + 2), { body, headers: {} });
  const renamed = uploadEvent(account, "", { body, what: "Rename Completed" });
  await take({
    ...renamed,
    detail: { ...renamed.detail, "original-file-path": `${path}.filepart`, "renamed-file-path": path },
  });
  expect((await filesOf(account)).find(({ name }) => name === "claims.837")?.outcome).toBe("accepted");
});

test("a file that another replaced before it was read, or of a disabled account, is not read (attack 85)", async () => {
  const account = await anAccount();
  s3.objects.put(bucket, `${homeOf(account)}/inbound/claims.837`, {
    body: Buffer.from("something newer"),
    headers: {},
  });
  await take(uploadEvent(account, "claims.837", { body: Buffer.from(claims()) }));
  const [file] = await filesOf(account);
  expect([file?.outcome, file?.faults?.[0]?.reason]).toEqual([
    "rejected",
    expect.stringContaining("Another file took its place"),
  ]);
  const disabled = await anAccount({ status: "disabled" });
  await upload(disabled, claims());
  expect((await filesOf(disabled))[0]?.faults?.[0]?.reason).toContain("was disabled");
  expect(answersOf(disabled)).toEqual([]);
});

test("a file that is fetched stands in the log; what is told of other folders, buckets and practices does not", async () => {
  const account = await anAccount();
  const body = Buffer.from("x");
  const fetched = uploadEvent(account, "x", { body, what: "Download Completed" });
  const out = `/${bucket}/${homeOf(account)}/outbound/era.835`;
  await take({ ...fetched, detail: { ...fetched.detail, "file-path": out } });
  expect((await filesOf(account))[0]).toMatchObject({ direction: "out", outcome: "fetched", name: "era.835" });
  const before = (await filesOf(account)).length;
  const upload = uploadEvent(account, "a.837", { body });
  for (const path of [
    out,
    `/other/${homeOf(account)}/inbound/a.837`,
    `/${bucket}/practices/x/a.837`,
    `/${bucket}/${homeOf(account).replace(account.accountId, newId("sfa", now))}/inbound/a.837`,
  ])
    await take({ ...upload, detail: { ...upload.detail, "file-path": path } });
  await take({ source: "aws.transfer", detail: {} });
  expect((await filesOf(account)).length).toBe(before);
});

test("the transfer log is read page by page, newest first, by who may read SFTP of the practice and nobody else", async () => {
  const account = await anAccount();
  for (const number of [1, 2, 3]) await upload(account, claims({ controlNumber: number }), `${number}.837`);
  await upload(account, claims({ controlNumber: 4 }).replace("IEA*1*", "IEA*7*"), "4.837");
  const path = { accountId: account.accountId };
  const first = await ada!.done("listSftpFiles", { path, query: { limit: "3" } });
  const second = await ada!.done("listSftpFiles", { path, query: { limit: "3", cursor: first.nextCursor } });
  const names = [...first.items, ...second.items].map(({ name }: SftpFile) => name);
  expect(names.toSorted()).toEqual(["1.837", "2.837", "3.837", "4.837"]);
  const { fileId } = (await filesOf(account)).find(({ name }) => name === "4.837")!;
  const file = await ada!.done("getSftpFile", { path: { ...path, fileId } });
  expect(file).toMatchObject({ outcome: "rejected", interchanges: [{ acknowledgement: { kind: "TA1" } }] });
  expect(file.faults).toEqual([
    {
      segment: expect.any(Number),
      offset: expect.any(Number),
      level: "interchange",
      reason: "IEA01 is 7, but there are 1 groups in the interchange.",
    },
  ]);
  const other = await epcsHouse([{ roles: ["security-administrator"] }]);
  const told = async (visitor: typeof ada, name: string, more = {}) =>
    (await visitor!.call(name, { path: { ...path, fileId, ...more } })).status;
  for (const name of ["listSftpFiles", "getSftpFile", "getSftpFileSettings"]) {
    expect([await told(ben, name), await told(other.visitors[0], name)], name).toEqual([403, 404]);
    expect(await told(ada, name, { accountId: "x".repeat(3000) }), name).toBe(404);
  }
});
