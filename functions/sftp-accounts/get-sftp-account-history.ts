import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import type { Operation } from "../../shared/http/call.ts";
import { historyPage } from "../../shared/http/history-page.ts";
import { accountOf } from "./account-change.ts";

/** What happened to one SFTP account, and what its software did. */
export const getSftpAccountHistory: Operation<typeof sftpAccountRoutes.getSftpAccountHistory> = async (call) => {
  const { accountId, username } = await accountOf(call);
  return historyPage(call, { route: "getSftpAccountHistory", of: { accountId }, id: accountId, name: username });
};
