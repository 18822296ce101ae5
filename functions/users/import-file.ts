import type * as z from "zod/mini";
import { Invite, type userRoutes } from "../../shared/contract/users.ts";
import { type CsvRecord, readCsv } from "../../shared/csv/read-csv.ts";
import type { FileRow } from "../../shared/data/imports.ts";
import {
  type ColumnsChosen,
  columnsByName,
  type ImportField,
  importFieldNames,
  importFields,
  mostImportBytes,
  mostImportRows,
  neededImportFields,
} from "../../shared/domain/import-columns.ts";
import { type FieldError, Refusal } from "../../shared/domain/refusal.ts";
import { roleNames, roles } from "../../shared/domain/role.ts";
import { userTypes } from "../../shared/domain/user-type.ts";
import { fieldErrors } from "../../shared/http/field-errors.ts";

type File = z.output<typeof userRoutes.importInvitations.body>;
type Cells = Readonly<Record<ImportField, string | undefined>>;

/**
 * The rows of a file: whom to invite, or what is wrong with the row. An address that stands in it twice is invited once.
 * @throws Refusal where the file as a whole cannot be used
 */
export function rowsOfFile({ csv, columns }: File): FileRow[] {
  if (Buffer.byteLength(csv) > mostImportBytes) throw new Refusal("request.too-large");
  const file = readCsv(csv);
  if (!file.isReadable) throw new Refusal("import.unreadable", { more: `It stops at line ${file.line}.` });
  const [titles, ...below] = file.records;
  // Spreadsheets write separators for lines that were emptied.
  const records = below.filter(({ cells }) => cells.some((cell) => cell.trim()));
  if (!titles || records.length === 0) throw new Refusal("import.no-rows");
  if (records.length > mostImportRows) throw new Refusal("import.too-many-rows");
  const places = placesOf(titles.cells, columns);
  const rows = records.map((record) => rowOf(record, places, titles.cells.length));
  return rows.map((row, index) => withoutTwin(row, rows.slice(0, index)));
}

type Places = Readonly<Partial<Record<ImportField, number>>>;

/** At which place of a record each field stands. @throws Refusal that names every column which is not there */
function placesOf(cells: readonly string[], chosen: ColumnsChosen = {}): Places {
  const titles = cells.map((cell) => cell.trim());
  const wanted: ColumnsChosen = { ...columnsByName(titles), ...chosen };
  const errors: FieldError[] = importFieldNames
    .filter((field) =>
      wanted[field] === undefined ? neededImportFields.includes(field) : !titles.includes(wanted[field]),
    )
    .map((field) => ({
      pointer: `/columns/${field}`,
      code: "column-missing",
      detail: `${importFields[field].title} has no column in this file`,
    }));
  if (errors.length > 0) throw new Refusal("import.column-missing", { errors });
  const found = importFieldNames.map((field) => [field, titles.indexOf(wanted[field] ?? "")] as const);
  return Object.fromEntries(found.filter(([field, place]) => wanted[field] !== undefined && place >= 0));
}

function rowOf({ line, cells }: CsvRecord, places: Places, width: number): FileRow {
  const cell = (field: ImportField) => cells[places[field] ?? -1]?.trim() || undefined;
  const read: Cells = {
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    email: cell("email"),
    type: cell("type"),
    roles: cell("roles"),
  };
  const shown = { line, firstName: cut(read.firstName), lastName: cut(read.lastName), email: cut(read.email) };
  const plain = { ...shown, type: "staff", roles: [] } as const;
  if (cells.length > width)
    return { ...plain, errors: [{ field: "email", detail: "stands in a row with more cells than there are titles" }] };
  const parsed = Invite.safeParse(inviteOf(read));
  if (parsed.success) return { line, ...parsed.data };
  return { ...plain, errors: fieldErrors(parsed.error.issues, "").slice(0, 5).map(errorOf) };
}

/** As a body of an invitation would have it. What is not given stays away, so that the invitation's own defaults hold. */
function inviteOf({ type, roles: held, email = "", firstName = "", lastName = "" }: Cells) {
  return {
    firstName,
    lastName,
    email,
    ...(type && { type: keyOf(type, Object.entries(userTypes)) }),
    ...(held && {
      roles: held
        .split(/[,;|]/)
        .filter((part) => part.trim())
        .map(roleOf),
    }),
  };
}

const titlesOfRoles = roleNames.map((name) => [name, roles[name].title] as const);
const roleOf = (text: string) => keyOf(text, titlesOfRoles);

/** A name or a title of the table, in any case; what is neither stays as it is, and is refused as such. */
function keyOf(text: string, table: readonly (readonly [string, string])[]): string {
  const wanted = text.trim().toLowerCase();
  return table.find(([key, title]) => key === wanted || title.toLowerCase() === wanted)?.[0] ?? text.trim();
}

function errorOf({ pointer, detail }: FieldError): { field: ImportField; detail: string } {
  const name = pointer.split("/")[1];
  return { field: importFieldNames.find((field) => field === name) ?? "email", detail };
}

/** What a row with an error shows of itself: enough to find it in the file. */
const cut = (text = "") =>
  text
    .replace(/\p{Cc}/gu, " ")
    .slice(0, 100)
    .toWellFormed();

function withoutTwin(row: FileRow, before: readonly FileRow[]): FileRow {
  const twin = row.errors ? undefined : before.find((other) => !other.errors && other.email === row.email);
  if (!twin) return row;
  return { ...row, errors: [{ field: "email", detail: `stands on line ${twin.line} already` }] };
}
