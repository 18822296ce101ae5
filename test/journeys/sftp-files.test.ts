import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { sshKeyIn } from "../../shared/domain/ssh-key.ts";
import { fileOfClaims } from "../kit/claims.ts";
import { epcsHouse } from "../kit/epcs-house.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { putRows } from "../kit/rows.ts";
import { newKeyPair, openSsh } from "../kit/sftp.ts";

takeEnvironment();
const { newSftpKey } = await import("../../shared/data/sftp-keys.ts");
const folder = mkdtempSync(join(tmpdir(), "gatehouse-claims-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("claims that OpenSSH's client puts with a key are summed up, and it fetches the acknowledgement; a strange key is told", async () => {
  const now = new Date();
  const house = await epcsHouse([{ roles: ["security-administrator"], wantsClaimMails: true }]);
  const [ada] = house.visitors;
  const { practiceId } = house;
  const scope = scopeOf(practiceId);
  const [own, strange] = [newKeyPair(), newKeyPair()];
  const key = newSftpKey(sshKeyIn(own.public)!, { name: "theralytics", addedBy: "Ada", now });
  const account: SftpAccount = {
    ...{ practiceId, accountId: newId("sfa", now), username: unique("sunrise").toLowerCase() },
    ...{ softwareName: "Theralytics", claimType: "837P", contactName: "Ada" },
    ...{ ownerId: house.userIds[0]!, ownerName: "Ada", status: "active", openedAt: now.toISOString() },
    ...{ addresses: [], quietDays: 14, secrets: [], keys: [key], version: 1 },
  };
  const { accountId, username } = account;
  await putRows("PRACTICE_TABLE", [
    { ...keys.sftpAccount(scope, accountId), ...account },
    { ...keys.sftpUsername(username), account: `${practiceId}/${accountId}` },
  ]);
  const view = () => ada!.done("getSftpAccount", { path: { accountId } });
  const { server } = await view();
  const address = `${server.host}:${server.port}`;
  const put = join(folder, "claims.837");
  writeFileSync(put, fileOfClaims({ claims: 40 }), "latin1");

  const sent = await openSsh("sftp", { address, username, privateKey: own.private }, [
    `put ${put} /inbound/claims.837.filepart`,
    "rename /inbound/claims.837.filepart /inbound/claims.837",
  ]);
  expect(sent.code, sent.errors).toBe(0);
  const files = async () => (await ada!.done("listSftpFiles", { path: { accountId } })).items;
  await expect
    .poll(files, { timeout: 20_000 })
    .toMatchObject([{ name: "claims.837", outcome: "accepted", claims: 40 }]);
  const [{ fileId }] = await files();
  const { interchanges } = await ada!.done("getSftpFile", { path: { accountId, fileId } });
  const { name } = interchanges[0].acknowledgement;
  const answer = join(folder, "answer");
  const fetched = () =>
    openSsh("sftp", { address, username, privateKey: own.private }, [`get /outbound/${name} ${answer}`]);
  await expect.poll(async () => (await fetched()).code, { timeout: 20_000, interval: 500 }).toBe(0);
  expect(readFileSync(answer, "latin1")).toContain("AK9*A*1*1*1~");
  await expect.poll(files, { timeout: 20_000 }).toMatchObject([{ outcome: "fetched", name }, { name: "claims.837" }]);

  const refused = await openSsh("sftp", { address, username, privateKey: strange.private }, ["ls"]);
  expect(refused.code).toBe(255);
  await expect.poll(async () => (await view()).doctor, { timeout: 20_000 }).toMatchObject([{ reason: "unknown-key" }]);
  expect((await view()).keys).toMatchObject([{ fingerprint: key.fingerprint, lastUsed: { from: "127.0.0.1" } }]);
});
