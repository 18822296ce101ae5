import type { sftpFileRoutes } from "../../shared/contract/sftp-files.ts";
import { readSftpAccount } from "../../shared/data/sftp-accounts.ts";
import { listSftpFiles as listFiles } from "../../shared/data/sftp-files.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { fileLineOf } from "./file-view.ts";

const defaultLimit = 25;

/** The transfer log of an account, newest first, at the same cost however long it is. */
export const listSftpFiles: Operation<typeof sftpFileRoutes.listSftpFiles> = async ({ caller, path, query }) => {
  const { scope } = caller;
  const { cursor, limit = defaultLimit } = query;
  const account = await readSftpAccount(scope, path.accountId);
  if (!account) throw new Refusal("sftp.account-not-found");
  const { accountId } = account;
  const cursorScope = { practiceId: scope.practiceId, route: "listSftpFiles", filters: { accountId } };
  const after = await readCursor<Record<string, unknown>>(cursorScope, cursor);
  const { files, next } = await listFiles({ scope, accountId }, { limit, after });
  return { items: files.map(fileLineOf), nextCursor: await cursorFor(cursorScope, next) };
};
