import { describe, expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files.ts";

interface Habit {
  readonly name: string;
  /** Files the habit holds for, by path. */
  readonly where: RegExp;
  readonly never: RegExp;
  readonly instead: string;
  /** A line that must be caught, in a file the habit holds for. */
  readonly planted: SourceFile;
}

const product = /^(functions|shared)\//;
const habits: readonly Habit[] = [
  {
    name: "the domain knows neither clock nor chance",
    where: /^shared\/domain\//,
    never:
      /\bnew Date\(\s*\)|\bDate\.now\(|\bDate\(\s*\)|\brandomUUID\(|\bMath\.random\(|\bperformance\.now\(|\bTemporal\.Now\b/,
    instead: "take `now` and ids as parameters",
    planted: { file: "shared/domain/planted.ts", text: "const now = new Date();" },
  },
  {
    name: "three files write to the store and no other",
    where: /^(functions|shared)\/(?!data\/(commit|counters|directory-(heads|writer))\.ts$)/,
    never:
      /\b(Put|Update|Delete|TransactWrite|BatchWrite|ExecuteStatement|ExecuteTransaction|BatchExecuteStatement)(Item|Items)?Command\b/,
    instead: "write through shared/data/commit.ts or counters.ts; what lists show follows by directory-writer.ts",
    planted: { file: "shared/data/users.ts", text: "await store.send(new TransactWriteCommand(input));" },
  },
  {
    name: "nothing scans a table",
    where: product,
    never: /\bScanCommand\b/,
    instead: "query a key or an index",
    planted: { file: "functions/users/planted.ts", text: "new ScanCommand({})" },
  },
  {
    name: "the environment is read in one place",
    where: /^(functions|shared)\/(?!config\/)/,
    never: /\bprocess\s*\.\s*env\b|\bprocess\[["']env["']\]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|from "node:process"/,
    instead: "call variable() of shared/config/environment.ts",
    planted: { file: "functions/login/planted.ts", text: "const table = process.env.PRACTICE_TABLE;" },
  },
  {
    name: "types are narrowed, not forced",
    where: /^(infra|functions|shared)\//,
    never: /\bas unknown as\b|\bas any\b|@ts-(ignore|nocheck|expect-error)\b/,
    instead: "narrow the type or fix it",
    planted: { file: "infra/planted.ts", text: "const x = y as unknown as Z;" },
  },
  {
    name: "the product prints only through its log",
    where: /^(functions|shared)\/(?!telemetry\/)/,
    never: /\bconsole\.(log|error|warn|info|debug|dir|table)\(|\bprocess\.std(out|err)\b/,
    instead: "use shared/telemetry",
    planted: { file: "functions/users/planted.ts", text: "console.log(event);" },
  },
  {
    name: "zod is imported whole, and only its small form",
    where: product,
    never: /from\s*["']zod["']|import\s*\{[^}]*\bz\b[^}]*\}\s*from\s*["']zod/,
    instead: 'import * as z from "zod/mini"',
    planted: { file: "shared/contract/planted.ts", text: 'import { z } from "zod/mini";' },
  },
  {
    name: "nothing deployed knows that it may run on one machine",
    where: product,
    never: /\bis_?local\b|\blocalstack\b|\b127\.0\.0\.1\b|\blocalhost\b|\bdynamodb-?local\b|\bAWS_ENDPOINT_URL/i,
    instead: "let the environment of the function carry the difference",
    planted: { file: "shared/data/planted.ts", text: 'const endpoint = isLocal ? "http://x" : undefined;' },
  },
  {
    name: "a practice is called a practice",
    where: /^(infra|functions|shared)\//,
    never: /\btenant(s|Id)?\b|\btenancy\b|\borgani[sz]ationId\b|\borgId\b/i,
    instead: "use the words of README.md § Words",
    planted: { file: "shared/domain/planted.ts", text: "const tenantId = scope.practiceId;" },
  },
  {
    name: "chance that must not be guessed comes from node:crypto",
    where: /^shared\/(secrets|identity|audit|http)\//,
    never: /\bMath\.random\(/,
    instead: "use node:crypto",
    planted: { file: "shared/secrets/planted.ts", text: "const n = Math.random();" },
  },
];

/** Names of files that say nothing. */
const emptyNames = /(^|\/)(utils?|helpers?|common|misc|managers?|index)\.tsx?$/;
/** Nothing of ours is replaced in a test, so that a test shows what the product does. */
const mocked = /\bvi\s*\.\s*(mock|doMock|unmock)\(\s*(import\()?["'`]\.{1,2}\//;

const offenders = (files: readonly SourceFile[], { where, never }: Pick<Habit, "where" | "never">) =>
  files.filter(({ file, text }) => where.test(file) && never.test(text)).map(({ file }) => file);
const badlyNamed = (files: readonly SourceFile[]) => files.map(({ file }) => file).filter((f) => emptyNames.test(f));

const files = sourceFiles("{infra,functions,shared,test}");
const ours = "test/architecture/";
const sources = files.filter(({ file }) => !file.startsWith(ours));

describe.each(habits)("$name", (habit) => {
  test(`everywhere: ${habit.instead}`, () => {
    expect(sources.filter(({ file }) => habit.where.test(file)).length, "files looked at").toBeGreaterThan(5);
    expect(offenders(sources, habit)).toEqual([]);
  });
  test("a planted line is caught", () => {
    expect(offenders([...sources, habit.planted], habit)).toContain(habit.planted.file);
  });
});

test("every file is named after what it holds", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(badlyNamed(files)).toEqual([]);
  for (const name of ["utils.ts", "helper.ts", "common.tsx", "index.ts", "misc.ts", "manager.ts"])
    expect(badlyNamed([{ file: `shared/data/${name}`, text: "" }])).toHaveLength(1);
  expect(badlyNamed([{ file: "shared/domain/common-passwords.ts", text: "" }])).toEqual([]);
});

test("no test replaces a module of ours", () => {
  const tests = sources.filter(({ file }) => file.startsWith("test/"));
  expect(tests.length).toBeGreaterThan(5);
  expect(offenders(tests, { where: /./, never: mocked })).toEqual([]);
  const planted = { file: "test/planted.test.ts", text: `vi.mock("../shared/data/commit.ts");` };
  expect(offenders([planted], { where: /./, never: mocked })).toHaveLength(1);
});
