import type * as z from "zod/mini";
import type { ImportView } from "../../shared/contract/invitation-imports.ts";
import type { Import } from "../../shared/data/imports.ts";
import { countOutcomes, outcomesOf } from "../../shared/domain/import-outcome.ts";
import type { Decided } from "./import-decision.ts";

type View = z.input<typeof ImportView>;

/** How far an import is. */
export function importView({ importId, outcomes }: Pick<Import, "importId" | "outcomes">): View {
  const counts = countOutcomes(outcomesOf(outcomes));
  return { importId, state: counts["to-invite"] > 0 ? "running" : "done", total: outcomes.length, counts };
}

/** Rows as they are shown, each with what became of it. */
export function rowViews(decided: readonly Decided[]): View["rows"] {
  return decided.map(({ row: { line, firstName, lastName, email, errors }, outcome }) => ({
    line,
    outcome,
    firstName,
    lastName,
    email,
    errors: errors && outcome === "error" ? [...errors] : undefined,
  }));
}
