import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { linkStateOf } from "../../shared/domain/sftp-account.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

/** Disables an account: whatever password or key is brought, the next sign-in is refused; its open link is dead. */
export const disableSftpAccount: Operation<typeof sftpAccountRoutes.disableSftpAccount> = async (call) => {
  const { body, now, caller } = call;
  const before = await accountOf(call);
  if (before.status === "disabled") throw new Refusal("sftp.disabled");
  const { link } = before;
  const isOpen = link !== undefined && linkStateOf(link, now) === "open";
  const { work, reply } = await changedAccount(call, before, {
    set: {
      status: "disabled",
      disabledAt: now.toISOString(),
      ...(isOpen ? { link: { ...link, state: "revoked" } } : {}),
    },
    deeds: [
      {
        action: "sftp.account-disabled",
        ...aboutAccount(before),
        reason: body.reason,
        changes: { status: { before: "active", after: "disabled" } },
      },
    ],
    news: `${fullNameOf(caller.user)} disabled it: ${body.reason}`,
  });
  await call.commit(work, reply);
  return reply;
};
