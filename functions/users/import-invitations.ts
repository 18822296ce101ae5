import type { userRoutes } from "../../shared/contract/users.ts";
import { newId } from "../../shared/data/ids.ts";
import { type Import, insertImport } from "../../shared/data/imports.ts";
import { countOutcomes, lettersOf } from "../../shared/domain/import-outcome.ts";
import type { Operation } from "../../shared/http/call.ts";
import { decide } from "./import-decision.ts";
import { rowsOfFile } from "./import-file.ts";
import { importView, rowViews } from "./import-view.ts";

/** Days for which an import can be read and gone on with. */
const keptDays = 7;

/**
 * Looks at a file row by row (`dryRun`), or begins the import of it. Beginning invites nobody: the rows are kept, and
 * `continueImport` works on them in groups, so that whatever breaks off in between is gone on with and not begun anew.
 * Source: PRODUCT.md U11.
 */
export const importInvitations: Operation<typeof userRoutes.importInvitations> = async (call) => {
  const { caller, body, query, now } = call;
  const decided = await decide(caller, rowsOfFile(body));
  const outcomes = decided.map(({ outcome }) => outcome);
  const counts = countOutcomes(outcomes);
  if (query.dryRun === "true") return { state: "checked", total: decided.length, counts, rows: rowViews(decided) };
  const begun: Import = {
    practiceId: caller.scope.practiceId,
    importId: newId("imp", now),
    userId: caller.user.userId,
    outcomes: lettersOf(outcomes),
    expiresAtSeconds: Math.floor(now.getTime() / 1000) + keptDays * 86_400,
  };
  const reply = importView(begun);
  const changes = {
    import: { after: begun.importId },
    rows: { after: decided.length },
    toInvite: { after: counts["to-invite"] },
  };
  await call.commit(
    {
      changes: insertImport(
        caller.scope,
        begun,
        decided.map(({ row }) => row),
      ),
      deeds: [{ action: "users.import-begun", changes }],
    },
    reply,
  );
  return reply;
};
