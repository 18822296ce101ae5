import type { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import { listSftpRequests as listRows } from "../../shared/data/sftp-requests.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { requestLineOf } from "../../shared/sftp-requests/request-view.ts";

const defaultLimit = 50;

/** A page of the practice's requests, newest first. */
export const listSftpRequests: Operation<typeof sftpRequestRoutes.listSftpRequests> = async ({ caller, query }) => {
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listSftpRequests", filters: {} };
  const after = await readCursor<Record<string, unknown>>(cursorScope, query.cursor);
  const { requests, next } = await listRows(caller.scope, { limit: query.limit ?? defaultLimit, after });
  return { items: requests.map(requestLineOf), nextCursor: await cursorFor(cursorScope, next) };
};
