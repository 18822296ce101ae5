/** One line of a table, and the line of the file on which it begins, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a file; of one that cannot be read, the line on which it stops making sense. */
export type CsvFile =
  | { readonly isReadable: true; readonly records: readonly CsvRecord[] }
  | { readonly isReadable: false; readonly line: number };

/**
 * Reads a file of cells between commas or semicolons, whichever its first line has more of. Cells in quotes may hold both,
 * line breaks, and quotes that are doubled; a mark of the byte order and empty lines are left out. Linear in the text.
 * Source: RFC 4180 §2; semicolons are what spreadsheets write where the comma is the decimal point.
 */
export function readCsv(text: string): CsvFile {
  const from = text.startsWith("\uFEFF") ? 1 : 0;
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let at = from;
  let line = 1;
  while (at < text.length) {
    const record = recordAt(text, at, separator);
    if (!record) return { isReadable: false, line };
    if (record.cells.length > 1 || record.cells[0]) records.push({ line, cells: record.cells.map(withoutMark) });
    line += record.end - at <= 2 ? 1 : breaksIn(text.slice(at, record.end));
    at = record.end;
  }
  return { isReadable: true, records };
}

interface Piece {
  readonly end: number;
}

/** The cells up to the end of the record, and where the next record begins. */
function recordAt(text: string, from: number, separator: string): (Piece & { cells: string[] }) | undefined {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    if (!cell) return undefined;
    cells.push(cell.value);
    at = cell.end + 1;
    if (text[cell.end] === separator) continue;
    const width = endWidth(text, cell.end);
    return width === 0 ? undefined : { cells, end: cell.end + width };
  }
}

/** How many characters end a record here; none where something else stands. */
function endWidth(text: string, at: number): number {
  if (text.startsWith("\r\n", at)) return 2;
  return at >= text.length || text[at] === "\n" || text[at] === "\r" ? 1 : 0;
}

function quotedCell(text: string, from: number): (Piece & { value: string }) | undefined {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    if (text[quote + 1] !== '"') return { value: text.slice(from + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    at = quote + 2;
  }
}

function plainCell(text: string, from: number, separator: string): Piece & { value: string } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: text.slice(from, end), end };
}

function separatorOf(text: string): "," | ";" {
  const [first = ""] = text.split(/[\r\n]/, 1);
  return first.split(";").length > first.split(",").length ? ";" : ",";
}

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** Takes away the mark that `writeCsv` puts before what a spreadsheet would run. */
const withoutMark = (cell: string): string => (/^'+[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell);
