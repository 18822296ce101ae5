import { type FileRow, holdersOf } from "../../shared/data/imports.ts";
import type { ImportOutcome } from "../../shared/domain/import-outcome.ts";
import { refusals } from "../../shared/domain/refusal.ts";
import { mayGrantHere } from "../../shared/domain/role.ts";
import type { Caller } from "../../shared/http/callers.ts";

/** A row with what is to become of it now. */
export interface Decided {
  readonly row: FileRow;
  readonly outcome: ImportOutcome;
}

/**
 * What is to become of rows, as things stand at this moment: who has the address already is not invited, and nobody is
 * given a role that the importer may not grant.
 */
export async function decide(caller: Caller, rows: readonly FileRow[]): Promise<Decided[]> {
  const granted = rows.map((row) => (row.errors || mayGrantHere(caller, row.roles) ? row : notGrantable(row)));
  const holders = await holdersOf(
    caller.scope,
    granted.filter(({ errors }) => !errors).map(({ email }) => email),
  );
  return granted.map((row) => {
    if (row.errors) return { row, outcome: "error" };
    if (!holders.has(row.email)) return { row, outcome: "to-invite" };
    const isInvited = holders.get(row.email)?.status === "invited";
    return { row, outcome: isInvited ? "already-invited" : "already-user" };
  });
}

/** The row with what is wrong: its role is above the importer's. */
function notGrantable(row: FileRow): FileRow {
  return { ...row, errors: [{ field: "roles", detail: refusals["user.role-not-grantable"].message }] };
}
