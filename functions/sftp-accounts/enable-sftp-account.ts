import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

/** Lets a disabled account in again, with the passwords and keys that it had. */
export const enableSftpAccount: Operation<typeof sftpAccountRoutes.enableSftpAccount> = async (call) => {
  const { body, caller } = call;
  const before = await accountOf(call);
  if (before.status !== "disabled") throw new Refusal("sftp.not-disabled");
  const { work, reply } = await changedAccount(call, before, {
    set: { status: "active", disabledAt: undefined },
    deeds: [
      {
        action: "sftp.account-enabled",
        ...aboutAccount(before),
        reason: body.reason,
        changes: { status: { before: "disabled", after: "active" } },
      },
    ],
    news: `${fullNameOf(caller.user)} enabled it: ${body.reason}`,
  });
  await call.commit(work, reply);
  return reply;
};
