import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { listSftpAccountsOf } from "../../shared/data/sftp-accounts.ts";
import { listSftpUsesOf } from "../../shared/data/sftp-uses.ts";
import type { Operation } from "../../shared/http/call.ts";
import { lineOf } from "./account-view.ts";

/** All SFTP accounts of the own practice, by username: two queries, however many there are. */
export const listSftpAccounts: Operation<typeof sftpAccountRoutes.listSftpAccounts> = async ({ caller, now }) => {
  const [accounts, uses] = await Promise.all([listSftpAccountsOf(caller.scope), listSftpUsesOf(caller.scope)]);
  const items = accounts.map((account) => lineOf(account, uses(account.accountId), now));
  return { items: items.toSorted((one, other) => one.username.localeCompare(other.username, "en")) };
};
