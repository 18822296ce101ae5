import * as z from "zod/mini";
import { importFieldNames, mostImportBytes } from "../domain/import-columns.ts";
import { importOutcomeNames } from "../domain/import-outcome.ts";
import type { RouteTable } from "./route.ts";

const title = z.optional(z.string().check(z.minLength(1), z.maxLength(200)));
const columns = { firstName: title, lastName: title, email: title, type: title, roles: title };

/** One row of the file, and what becomes of it. */
export const ImportRow = z.object({
  /** Of the file, counted from 1; the titles are on line 1. */
  line: z.number(),
  outcome: z.enum(importOutcomeNames),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  /** What is wrong, and in which column. */
  errors: z.optional(z.array(z.object({ field: z.enum(importFieldNames), detail: z.string() }))),
});

/** A file that was looked at (`checked`), or an import of it. */
export const ImportView = z.object({
  importId: z.optional(z.string()),
  state: z.enum(["checked", "running", "done"]),
  total: z.number(),
  counts: z.record(z.enum(importOutcomeNames), z.number()),
  rows: z.optional(z.array(ImportRow)),
});

export const invitationImportRoutes = {
  importInvitations: {
    method: "POST",
    path: "/invitation-imports",
    access: "users:invite",
    summary: "Begin an import of invitations from a CSV file, or look at each row only with dryRun",
    query: z.strictObject({ dryRun: z.optional(z.enum(["true", "false"])) }),
    body: z.strictObject({
      csv: z.string().check(z.minLength(1), z.maxLength(mostImportBytes)),
      /** By the titles as they stand in the file; those left out are found by name. */
      columns: z.optional(z.strictObject(columns)),
    }),
    /** A megabyte of text with its quotes and line breaks escaped. */
    mostBodyKilobytes: 2100,
    reply: ImportView,
    audit: ["users.import-begun"],
    refusals: ["import.unreadable", "import.no-rows", "import.too-many-rows", "import.column-missing"],
    idempotent: true,
  },
  getImport: {
    method: "GET",
    path: "/invitation-imports/{importId}",
    access: "users:invite",
    summary: "Read how far an own import is, and what became of each row",
    reply: ImportView,
    refusals: ["import.not-found"],
  },
  continueImport: {
    method: "POST",
    path: "/invitation-imports/{importId}/continue",
    access: "users:invite",
    summary: "Invite the next people of an own import; repeated until it is done",
    reply: ImportView,
    audit: ["user.invited", "users.imported"],
    refusals: ["import.not-found"],
  },
} as const satisfies RouteTable;
