/**
 * Lines of cells as a spreadsheet reads them. A cell that it would run as a formula gets an apostrophe before it, which
 * `readCsv` takes away again, so that every text comes back as it was.
 * Source: RFC 4180 §2; ASVS 1.2.10 (`=`, `+`, `-`, `@`, tab and carriage return at a cell's beginning).
 */
export function writeCsv(records: readonly (readonly string[])[]): string {
  return records.map((cells) => `${cells.map(written).join(",")}\r\n`).join("");
}

/** What a file begins with so that spreadsheets take it as UTF-8. */
export const byteOrderMark = "\uFEFF";

function written(cell: string): string {
  const harmless = /^'*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
