import { sftpAccounts } from "./calls.ts";
import { accountKey } from "./sftp-accounts.ts";
import { usePagedList } from "./use-paged-list.ts";
import { History } from "./user-history.tsx";

/** What was done with an account and what its software did, newest first, with old and new values. */
export function SftpHistory({ accountId }: { accountId: string }) {
  const list = usePagedList([...accountKey(accountId), "history"], (cursor) =>
    sftpAccounts.getSftpAccountHistory({ path: { accountId }, query: { limit: 25, cursor } }),
  );
  return <History list={list} />;
}
