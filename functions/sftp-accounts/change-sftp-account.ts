import { type Deed, differences } from "../../shared/audit/event.ts";
import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import type { SftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Call, Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

type Route = typeof sftpAccountRoutes.changeSftpAccount;

/** Changes what is known of an account, from where it may be used, and who answers for it. Source: PRODUCT.md S4, U5. */
export const changeSftpAccount: Operation<Route> = async (call) => {
  const { ownerId, accessHours, ...others } = call.body;
  const details = { ...others, ...(accessHours === undefined ? {} : { accessHours: accessHours ?? undefined }) };
  const before = { ...(await accountOf(call)), version: call.expectedVersion };
  const owner = ownerId === undefined || ownerId === before.ownerId ? {} : await ownerOf(call, ownerId);
  const set = { ...details, ...owner };
  const [first, ...more] = deedsOf(before, details, owner);
  const { work, reply } = await changedAccount(call, before, {
    set,
    deeds: [first ?? { action: "sftp.account-changed", ...aboutAccount(before), changes: {} }, ...more],
    news: owner.ownerName ? `${owner.ownerName} answers for it from now on` : "Its settings were changed",
  });
  await call.commit(work, reply);
  call.answer.setVersion(reply.version);
  return reply;
};

/** Who is to answer for it: somebody who can read our letters. */
async function ownerOf({ caller }: Call<Route>, ownerId: string): Promise<{ ownerId?: string; ownerName?: string }> {
  const owner = await readUser(caller.scope, ownerId);
  if (owner?.status !== "active" || owner.email === undefined) throw new Refusal("sftp.owner-unfit");
  return { ownerId, ownerName: fullNameOf(owner) };
}

function deedsOf(before: SftpAccount, details: SftpAccountChange, owner: { ownerName?: string }): Deed[] {
  const about = aboutAccount(before);
  const changes = differences<SftpAccountChange>(before, details);
  const handedOver = { ownerName: { before: before.ownerName, after: owner.ownerName } };
  return [
    ...(Object.keys(changes).length > 0 ? [{ ...about, action: "sftp.account-changed" as const, changes }] : []),
    ...(owner.ownerName ? [{ ...about, action: "sftp.account-handed-over" as const, changes: handedOver }] : []),
  ];
}
