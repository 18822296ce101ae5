import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { linkStateOf } from "../../shared/domain/sftp-account.ts";
import type { Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

/** Revokes the link that is open: whoever has it reads that it is not valid. */
export const revokeSecretLink: Operation<typeof sftpAccountRoutes.revokeSecretLink> = async (call) => {
  const before = await accountOf(call);
  const { link } = before;
  if (!link || linkStateOf(link, call.now) !== "open") throw new Refusal("sftp.no-link");
  const { work, reply } = await changedAccount(call, before, {
    set: { link: { ...link, state: "revoked" } },
    deeds: [{ action: "sftp.link-revoked", ...aboutAccount(before), changes: { recipient: { before: link.email } } }],
  });
  await call.commit(work, reply);
  return reply;
};
