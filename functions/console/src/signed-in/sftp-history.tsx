import { audit } from "./calls.ts";
import { accountKey } from "./sftp-accounts.ts";
import { usePagedList } from "./use-paged-list.ts";
import { History } from "./user-history.tsx";

/** What was done with an account and what it did, newest first; the audit log has each event whole. */
export function SftpHistory({ accountId }: { accountId: string }) {
  const list = usePagedList([...accountKey(accountId), "history"], (cursor) =>
    audit.listAuditEvents({ query: { subjectId: accountId, limit: 25, cursor } }),
  );
  return <History list={list} />;
}
