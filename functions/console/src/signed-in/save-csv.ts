import { byteOrderMark } from "../../../../shared/csv/write-csv.ts";

/** Hands a file to the browser, which saves it as it saves any download. */
export function saveCsv(name: string, text: string): void {
  const marked = text.startsWith(byteOrderMark) ? text : byteOrderMark + text;
  const address = URL.createObjectURL(new Blob([marked], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
