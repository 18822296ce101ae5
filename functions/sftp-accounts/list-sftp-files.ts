import type { sftpFileRoutes } from "../../shared/contract/sftp-files.ts";
import { listSftpFiles as listFiles } from "../../shared/data/sftp-files.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { accountOf } from "./account-change.ts";
import { fileLineOf } from "./file-view.ts";

const defaultLimit = 25;

/** The transfer log of an account, newest first, at the same cost however long it is. */
export const listSftpFiles: Operation<typeof sftpFileRoutes.listSftpFiles> = async (call) => {
  const { scope } = call.caller;
  const { cursor, limit = defaultLimit } = call.query;
  const { accountId } = await accountOf(call);
  const cursorScope = { practiceId: scope.practiceId, route: "listSftpFiles", filters: { accountId } };
  const after = await readCursor<Record<string, unknown>>(cursorScope, cursor);
  const { files, next } = await listFiles({ scope, accountId }, { limit, after });
  return { items: files.map(fileLineOf), nextCursor: await cursorFor(cursorScope, next) };
};
