import type { userRoutes } from "../../shared/contract/users.ts";
import { readFileRows } from "../../shared/data/imports.ts";
import { outcomesOf } from "../../shared/domain/import-outcome.ts";
import type { Operation } from "../../shared/http/call.ts";
import { importView, rowViews } from "./import-view.ts";
import { ownImport } from "./own-import.ts";

/** How far an own import is, and what became of each row. */
export const getImport: Operation<typeof userRoutes.getImport> = async ({ caller, path, now }) => {
  const found = await ownImport(caller, path.importId, now);
  const outcomes = outcomesOf(found.outcomes);
  const rows = await readFileRows(caller.scope, found.importId, [...outcomes.keys()]);
  const decided = outcomes.map((outcome, place) => ({ row: rows[place], outcome }));
  return {
    ...importView(found),
    rows: rowViews(decided.flatMap(({ row, outcome }) => (row ? [{ row, outcome }] : []))),
  };
};
