import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import type { Operation } from "../../shared/http/call.ts";
import { accountOf } from "./account-change.ts";
import { accountView } from "./account-view.ts";

/** One account: who still uses which password, and why sign-ins are refused. */
export const getSftpAccount: Operation<typeof sftpAccountRoutes.getSftpAccount> = async (call) => {
  const account = await accountOf(call);
  call.answer.setVersion(account.version);
  return accountView(account, call.now);
};
