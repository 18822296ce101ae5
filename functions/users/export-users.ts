import type { userRoutes } from "../../shared/contract/users.ts";
import { byteOrderMark, writeCsv } from "../../shared/csv/write-csv.ts";
import { type Bookmark, listDirectory } from "../../shared/data/directory.ts";
import type { Question } from "../../shared/domain/directory.ts";
import type { Listed } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { exportedColumns, exportedRow } from "./exported-columns.ts";
import { questionOf } from "./list-question.ts";

type ExportCall = Parameters<typeof exportUsers>[0];
/** Where a part ended, and how many users were handed out until there. */
interface Place {
  readonly bookmark: Bookmark;
  readonly count: number;
}

/** Users in a part: with the longest names there are, a part stays below the 6 MB of a function's answer. */
const mostUsers = 3000;
/** Pages of the directory read for a part, so that a rare filter in a large practice answers within the gateway's time. */
const mostPages = 12;

/**
 * Hands out the users of a list as they are listed, in parts that the caller asks for one after the other. Each part is an
 * event with the question and the count: who stops after the first has taken no more than is written down.
 */
export const exportUsers: Operation<typeof userRoutes.exportUsers> = async (call) => {
  const { caller, body, now } = call;
  const question = questionOf(body.question);
  const cursorScope = { practiceId: caller.scope.practiceId, route: "exportUsers", filters: question };
  const begun = await readCursor<Place>(cursorScope, body.cursor);
  const before = begun?.count ?? 0;
  const { users, next } = await partOf(call, question, begun?.bookmark);
  const changes = { question: { after: body.question }, count: { after: users.length }, before: { after: before } };
  await call.commit({ changes: [], deeds: [{ action: "users.exported", changes }] });
  const rows = users.map((user) => exportedRow(user, now));
  return {
    csv: begun ? writeCsv(rows) : byteOrderMark + writeCsv([exportedColumns, ...rows]),
    count: users.length,
    before,
    nextCursor: await cursorFor(cursorScope, next && { bookmark: next, count: before + users.length }),
  };
};

async function partOf({ caller, now }: ExportCall, question: Question, after: Bookmark | undefined) {
  const users: Listed[] = [];
  let next = after;
  for (let pages = 0; pages < mostPages && users.length < mostUsers; pages++) {
    const limit = Math.min(1000, mostUsers - users.length);
    const page = await listDirectory({ scope: caller.scope, question, limit, now }, next);
    users.push(...page.users);
    next = page.next;
    if (!next) break;
  }
  return { users, next };
}
