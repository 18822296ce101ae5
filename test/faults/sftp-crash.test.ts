import { randomUUID } from "node:crypto";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, expect, inject, test, vi } from "vitest";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { aPractice, aUser } from "../kit/builders.ts";
import { noteSecrets } from "../kit/canaries.ts";
import { fileOfClaims } from "../kit/claims.ts";
import { crashEverywhere } from "../kit/crash-run.ts";
import { anew, epcsHouse } from "../kit/epcs-house.ts";
import { handlerOf, someContext, Visitor } from "../kit/in-process.ts";
import { mailsTo } from "../kit/inbox.ts";
import { ownTable } from "../kit/own-table.ts";
import { proxiedEnvironment } from "../kit/proxied.ts";
import { amend, type Row, rowsOf } from "../kit/rows.ts";
import { askIdentity, type OpenedAccount, sftpHouse } from "../kit/sftp-house.ts";
import { sshKeyLine } from "../kit/ssh-key.ts";
import { toldOfUpload } from "../kit/told-upload.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const proxy = await proxiedEnvironment();
const { store } = await import("../../shared/data/client.ts");
const { newId } = await import("../../shared/data/ids.ts");
const { auditPartition, keys } = await import("../../shared/data/keys.ts");
const { mailRow } = await import("../../shared/data/outbox.ts");
const { readLinkCode } = await import("../../shared/data/secret-link-codes.ts");
const { openedAccount } = await import("../../shared/data/sftp-opening.ts");
const { homeOf } = await import("../../shared/domain/sftp-account.ts");
const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
const { mailedCode } = await import("../../shared/secrets/codes.ts");
const { currentKeyVersion } = await import("../../shared/secrets/key-ring.ts");
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
const house = await sftpHouse();
const [chief] = house.visitors as [Visitor];

afterEach(() => vi.useRealTimers());
afterAll(async () => {
  quiet.mockRestore();
  await proxy.close();
});

/** What was done; how far a letter is goes on by itself. */
const toldIn = (events: readonly Row[]) =>
  events.flatMap(({ action }) => (String(action).startsWith("mail.") ? [] : action)).sort();

/** What must be so once of an account, however often it was tried: its row, what the log tells, and the letters about it. */
async function storyOf({ accountId, row }: OpenedAccount) {
  const { secrets, keys: held, link, version } = await row();
  const about = ({ subjectId }: Row) => subjectId === accountId;
  const events = (await house.events()).filter(about);
  const letters = (await house.rows()).filter((each) => each.sk.startsWith("O#")).filter(about);
  return {
    ...{ secrets: secrets.map(({ state }) => state), keys: held.length, link: link?.state, version },
    told: toldIn(events),
    letters: letters.map(({ letter }) => letter).sort(),
  };
}

test("a reveal crashed at any call shows, repeated by the same browser, one password, which lets in", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const account = await house.open();
      return { account, call: { body: { token: await account.token() }, ...anew() } };
    },
    act: async ({ call }) => (await chief.call("revealSecret", call)).status,
    retry: async ({ call }) => chief.done("revealSecret", call),
    state: async ({ account, call }) => {
      const story = await storyOf(account);
      const { secret } = await chief.done("revealSecret", call);
      noteSecrets([secret]);
      return { ...story, letsIn: Object.hasOwn(await account.asks({ password: secret }), "Role") };
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(14);
});

test("a key given by a hand-off link, crashed at any call, is taken once and answered when it is given again", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const account = await house.open({ recipient: { name: "Vera Vendor", email: `${randomUUID()}@vendor.example` } });
      const [token, vendor] = [await account.token(), new Visitor()];
      await vendor.done("sendSecretLinkCode", { body: { token } });
      const { codeGeneration, keyVersion } = (await readLinkCode(account.accountId, 1))!;
      const pendingId = `link.${account.accountId}.1`;
      const code = await mailedCode({ pendingId, generation: codeGeneration, keyVersion });
      return { account, vendor, call: { body: { token, code, publicKey: sshKeyLine() }, ...anew() } };
    },
    act: async ({ vendor, call }) => (await vendor.call("giveKeyByLink", call)).status,
    retry: async ({ account, vendor, call }) =>
      expect(await vendor.done("giveKeyByLink", call)).toMatchObject({ username: account.username }),
    state: async ({ account, call }) => ({
      ...(await storyOf(account)),
      opens: (await account.asks({})).PublicKeys?.[0] === call.body.publicKey,
    }),
  });
  expect(crashes).toBeGreaterThanOrEqual(14);
});

test("an approval crashed at any call makes, asked again, one account, told once in both logs and in each letter", async () => {
  const support = await epcsHouse([{ roles: ["operator"] }]);
  await amend("PRACTICE_TABLE", { pk: `P#${support.practiceId}`, sk: "PRACTICE" }, { isVendor: true });
  const [operator] = support.visitors as [Visitor];
  const form = { contactName: "Rosa Lindgren", softwareName: "Theralytics", claimType: "837P" };
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const { requestId } = await chief.done("requestSftpAccount", { body: form, ...anew() });
      return { requestId, call: { path: { requestId }, body: { comment: "Welcome." }, ...anew() } };
    },
    act: async ({ call }) => (await operator.call("approveSftpRequest", call)).status,
    retry: async ({ call }) =>
      expect(await operator.done("approveSftpRequest", call)).toMatchObject({ state: "provisioned" }),
    state: async ({ requestId }) => {
      const rows = await house.rows();
      const accounts = rows.filter(({ sk, requestId: of }) => sk.startsWith("SFTPA#") && of === requestId);
      const ids = [requestId, ...accounts.map(({ accountId }) => accountId)];
      const row = rows.find(({ sk }) => sk === `SFTPR#${requestId}`);
      const about = ({ subjectId }: Row) => ids.includes(subjectId as string);
      const ours = (await house.events()).filter(about);
      const theirs = (await rowsOf("AUDIT_TABLE", auditPartition(support.practiceId, new Date()))).filter(about);
      const letters = rows.filter(({ sk }) => sk.startsWith("O#"));
      return {
        accounts: accounts.length,
        request: [row?.["state"], row?.["accountId"] === accounts[0]?.["accountId"], row?.["version"]],
        told: toldIn([...ours, ...theirs]),
        letters: letters.filter(about).map(({ letter }) => letter),
        answers: letters.filter(({ secret }) => JSON.stringify(secret).includes(requestId)).length,
      };
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(18);
});

test("a mailed password crashed at any call of its delivery is one password, and lets in as each mail that arrived says it", async () => {
  const table = await ownTable(process.env["PRACTICE_TABLE"] ?? "");
  vi.stubEnv("PRACTICE_TABLE", table.name);
  const put = (Item: object) => store.send(new PutCommand({ TableName: table.name, Item: { ...Item } }));
  const deliver = async (event: object) => (await handlerOf("mailer"))(event as never, someContext);
  const arrived: number[] = [];
  const { operations } = await crashEverywhere(proxy, {
    arrange: async () => {
      const practice = aPractice({ practiceId: newId("prc", new Date()), policy: { sftpDelivery: "two-mails" } });
      const { practiceId } = practice;
      const owner = aUser({ practiceId, userId: newId("usr", new Date()), email: `${randomUUID()}@house.example` });
      const request = { softwareName: "Theralytics", claimType: "837P", contactName: "Nora Quist" } as const;
      const facts = { practice, owner, request, keyVersion: await currentKeyVersion(), now: new Date() };
      const { account, mails } = openedAccount({ ...facts, username: `sunrise-${randomUUID()}` });
      const letter = mails.find((mail) => mail.letter === "sftp-password");
      if (letter?.to === undefined) throw new Error("no password is mailed");
      const scope = scopeOf(practiceId);
      await put({ ...keys.sftpUsername(account.username), account: `${practiceId}/${account.accountId}` });
      await put({ ...keys.sftpAccount(scope, account.accountId), ...account });
      const row = mailRow(scope, { ...letter, to: letter.to }, new Date());
      await put(row);
      return { account, row, made: letter.secret.secretId };
    },
    act: async ({ row: { pk, sk } }) => {
      await deliver({ Records: [{ eventName: "INSERT", dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }] });
      return 200;
    },
    retry: async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
      await deliver({ sweep: true });
      vi.useRealTimers();
    },
    state: async ({ account: { practiceId, accountId, username }, row, made }) => {
      const read = async (Key: object) =>
        (await store.send(new GetCommand({ TableName: table.name, Key: { ...Key } }))).Item;
      const mails = await mailsTo(inject("place").toolsUrl, row.to);
      const passwords = mails.map(({ text }) => /\b[A-Z2-7]{52}\b/.exec(text)?.[0] ?? "");
      noteSecrets(passwords);
      for (const password of passwords) expect(await askIdentity({ username, password })).toHaveProperty("Role");
      arrived.push(new Set(passwords).size);
      const account = (await read(keys.sftpAccount(scopeOf(practiceId), accountId))) as SftpAccount;
      const secrets = account.secrets.map(({ secretId, state }) => [secretId === made, state]);
      return { secrets, mail: (await read({ pk: row.pk, sk: row.sk }))?.["state"] };
    },
    isWhole: true,
  });
  vi.unstubAllEnvs();
  await table.remove();
  expect(operations.filter((operation) => operation === "SendEmail")).toHaveLength(1);
  expect(arrived.every((count) => count === 1 || count === 2)).toBe(true);
  expect(arrived, "where SES's answer or the mark was lost, two mails came").toContain(2);
});

test("a file crashed at any call of its arrival is, told again, taken down once, with its one answer in the outbound folder", async () => {
  const s3 = new S3Client({ endpoint: inject("endpoints")["s3"], forcePathStyle: true });
  const Bucket = process.env["SFTP_BUCKET"];
  const scope = scopeOf(house.practiceId);
  const { crashes, operations } = await crashEverywhere(proxy, {
    arrange: async () => {
      const account = await (await house.open({ publicKey: sshKeyLine() })).row();
      const home = homeOf(account.practiceId, account.accountId);
      const body = Buffer.from(fileOfClaims({ claims: 2 }), "latin1");
      await s3.send(new PutObjectCommand({ Bucket, Key: `${home}/inbound/claims.837`, Body: body }));
      return { account, home, event: toldOfUpload(`/${Bucket}/${home}/inbound/claims.837`, { body }) };
    },
    act: async ({ event }) => {
      await (await handlerOf("file-arrival"))(event as never, someContext);
      return 200;
    },
    retry: async ({ event }) => void (await (await handlerOf("file-arrival"))(event as never, someContext)),
    state: async ({ account: { accountId }, home }) => {
      const rows = (await rowsOf("PRACTICE_TABLE", keys.practice(scope).pk)).filter(({ sk }) => sk.includes(accountId));
      const answers = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${home}/outbound/` }));
      const [answer] = answers.Contents ?? [];
      const text = answer
        ? await (await s3.send(new GetObjectCommand({ Bucket, Key: answer.Key }))).Body?.transformToString()
        : "";
      const told = (await house.events()).filter(({ subjectId }) => subjectId === accountId);
      return {
        rows: rows.map(({ sk }) => sk.replaceAll(accountId, "").split("#").filter(Boolean)[0]).sort(),
        file: rows.find(({ sk }) => sk.startsWith("SFTPF#"))?.["outcome"],
        answers: answers.KeyCount,
        // A number that a crash took is not given again.
        text: text?.replaceAll(/(?<=\*)0*\d{1,9}(?=\*0\*[PT]|~)/g, "<number>"),
        told: toldIn(told),
      };
    },
  });
  expect(operations.slice(-3)).toEqual(["TransactWriteItems", "UpdateItem", "PutObject"]);
  expect(crashes).toBeGreaterThanOrEqual(14);
});
