import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv } from "../../../shared/csv/read-csv.ts";
import { byteOrderMark, writeCsv } from "../../../shared/csv/write-csv.ts";

const cellsOf = (text: string) => {
  const file = readCsv(text);
  return file.isReadable ? file.records.map(({ cells }) => cells) : `unreadable at ${file.line}`;
};

test.each<[string, string, unknown]>([
  [
    "commas",
    "a,b\r\n1,2\r\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "semicolons",
    "a;b\n1,5;2\n",
    [
      ["a", "b"],
      ["1,5", "2"],
    ],
  ],
  [
    "a byte order mark",
    `${byteOrderMark}a,b\n1,2`,
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "line breaks in quotes",
    'a,b\r\n"one\r\ntwo",2\r\n',
    [
      ["a", "b"],
      ["one\r\ntwo", "2"],
    ],
  ],
  ["doubled quotes", 'a\n"say ""hello"""\n', [["a"], ['say "hello"']]],
  [
    "separators in quotes",
    'a,b\n"1,2;3",4\n',
    [
      ["a", "b"],
      ["1,2;3", "4"],
    ],
  ],
  [
    "breaks of old computers",
    "a,b\r1,2\r",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "empty cells at the end",
    "a,b,c\n1,,\n",
    [
      ["a", "b", "c"],
      ["1", "", ""],
    ],
  ],
  [
    "empty lines",
    "a,b\n\n1,2\n\n\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["a quote within a cell", 'a\n5" pipe\n', [["a"], ['5" pipe']]],
  ["nothing", "", []],
  ["quotes that never end", 'a,b\n1,"2\n', "unreadable at 2"],
  ["text behind the quotes", 'a\n1\n"2"x\n', "unreadable at 3"],
])("a file with %s is read", (_, text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

test("a record knows the line of the file on which it begins", () => {
  const file = readCsv('name\r\n"two\r\nlines"\r\n\r\nlast\r\n');
  expect(file.isReadable && file.records.map(({ line }) => line)).toEqual([1, 2, 5]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"])(
  "a cell that a spreadsheet would run, %j, is written as text and read back as it was (attack 50)",
  (cell) => {
    const written = writeCsv([["name", cell]]);
    expect(written.replace(/^name,"?/, "")).toMatch(/^'/);
    expect(cellsOf(written)).toEqual([["name", cell]]);
  },
);

test("whatever is written is read back as it was, and no cell begins as a formula does", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", ";", " ", "a") }),
  );
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(table, (rows) => {
      const records = [["First name", "Last name"], ...rows];
      const written = writeCsv(records);
      expect(cellsOf(written)).toEqual(records);
      for (const each of rows.flat()) expect(writeCsv([[each]]).replace(/\r\n$/, "")).not.toMatch(/^"?[=+\-@\t\r]/);
    }),
    { numRuns: 500 },
  );
});

test("a file of a megabyte is read at once, whatever stands in it", () => {
  const hostile = ['"'.repeat(1_000_000), `"${'""'.repeat(500_000)}`, ",".repeat(1_000_000), "\n".repeat(1_000_000)];
  const begun = performance.now();
  for (const text of hostile) expect(cellsOf(text).length).toBeGreaterThanOrEqual(0);
  expect(performance.now() - begun).toBeLessThan(8000);
});
