import { randomUUID } from "node:crypto";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { defaultQuietDays, type SftpAccount } from "../../shared/domain/sftp-account.ts";
import type { Person } from "./person.ts";
import { putRows } from "./rows.ts";

/** Opens an account of a practice past its request, without password and key; who opens it answers for it. */
export async function putSftpAccount(owner: Person, own: Partial<SftpAccount> = {}): Promise<SftpAccount> {
  const { practiceId, userId, firstName, lastName } = await owner.done("GET", "/session");
  return writeSftpAccount({ practiceId, ownerId: userId, ownerName: `${firstName} ${lastName}`, ...own });
}

/** The same, of a practice that need not have anybody. */
export async function writeSftpAccount(
  own: Pick<SftpAccount, "practiceId"> & Partial<SftpAccount>,
): Promise<SftpAccount> {
  const now = new Date();
  const account: SftpAccount = {
    ...{ accountId: newId("sfa", now), username: `sunrise-${randomUUID().slice(0, 12)}` },
    ...{ softwareName: "Theralytics", claimType: "837P", contactName: "Nora Quist" },
    ...{ ownerId: newId("usr", now), ownerName: "Ada", status: "active", openedAt: now.toISOString() },
    ...{ addresses: [], quietDays: defaultQuietDays, secrets: [], keys: [], version: 1, ...own },
  };
  const { practiceId, accountId, username } = account;
  await putRows("PRACTICE_TABLE", [
    { ...keys.sftpUsername(username), account: `${practiceId}/${accountId}` },
    { ...keys.sftpAccount(scopeOf(practiceId), accountId), ...account },
  ]);
  return account;
}
