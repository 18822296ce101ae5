import type { Deed } from "../../shared/audit/event.ts";
import type { Change } from "../../shared/data/commit.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { readSftpAccount, type SftpAccountChange, sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { changedLetter } from "../../shared/data/sftp-letters.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { accountView } from "./account-view.ts";

/** A request of somebody who is signed in, as far as a change of an account needs it. */
export interface AccountCall {
  readonly caller: Caller;
  readonly path: { readonly accountId: string };
  readonly now: Date;
  readonly address: string;
}

/** The account that a request is about. @throws Refusal `sftp.account-not-found` */
export async function accountOf({ caller, path }: Pick<AccountCall, "caller" | "path">): Promise<SftpAccount> {
  const account = await readSftpAccount(caller.scope, path.accountId);
  if (!account) throw new Refusal("sftp.account-not-found");
  return account;
}

/** What a request changes about an account, with its event and what its owner is told. */
export interface AccountWork {
  readonly set: SftpAccountChange;
  readonly deeds: readonly [Deed, ...Deed[]];
  /** One sentence without its full stop; nobody is told without it, nor who does it himself. */
  readonly news?: string;
  readonly changes?: readonly Change[];
  readonly mails?: readonly Mail[];
}

/** What an event says of the account after it. */
export const aboutAccount = ({ accountId, username, version }: SftpAccount) => ({
  subjectId: accountId,
  subjectName: username,
  subjectVersion: version + 1,
});

/** The work of a change, and the account's page after it; exactly what was read is changed. */
export async function changedAccount(call: AccountCall, before: SftpAccount, { set, ...work }: AccountWork) {
  const after: SftpAccount = { ...before, ...(set as Partial<SftpAccount>), version: before.version + 1 };
  return {
    work: {
      changes: [sftpAccountChange(call.caller.scope, before, { set }), ...(work.changes ?? [])],
      deeds: work.deeds,
      mails: [...(work.mails ?? []), ...(work.news ? await newsOf(call, before, work.news) : [])],
    },
    reply: await accountView(after, call.now),
  };
}

async function newsOf({ caller, now, address }: AccountCall, account: SftpAccount, what: string): Promise<Mail[]> {
  if (account.ownerId === caller.user.userId) return [];
  const owner = await readUser(caller.scope, account.ownerId);
  if (!owner) return [];
  const { practice } = caller;
  const at = inZone(now, practice.timeZone);
  return [changedLetter({ practice, owner, what, actorName: fullNameOf(caller.user), address, at }, account)];
}
