import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { SftpServer } from "../../infra/local/services/transfer/server.ts";
import { type Stack, startStack } from "../../infra/local/stack.ts";
import { canaryVariable } from "./canaries.ts";
import { allSecrets, keptSecrets } from "./kept-secrets.ts";
import type { Place } from "./person.ts";
import { serveTemplates } from "./templates.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly place: Place;
    /** What the workers of each API function get, for tests that run a handler in their own process. */
    readonly environments: Readonly<Record<string, Record<string, string>>>;
    readonly endpoints: Readonly<Record<string, string>>;
    /** Answers every line that the functions have printed, as JSON. */
    readonly logUrl: string;
    readonly tables: readonly string[];
    /** Serves people to make others in the likeness of. */
    readonly templatesUrl: string;
    /** Where SFTP clients connect to, and the host key they are to see. */
    readonly sftp: SftpServer;
  }
}

const functionIds = [
  "System",
  "Practices",
  "Registration",
  "Login",
  "Users",
  "Profile",
  "Audit",
  "Mailer",
  "CognitoTriggers",
  "SftpRequests",
  "Operators",
  "Billing",
  "FoundOperators",
  "SftpAccounts",
  "SecretLinks",
  "SftpIdentity",
];

/** The file in which the tests of all projects note the secrets they use; it goes with this process. */
function canaryFile(): string {
  const known = process.env[canaryVariable];
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-canaries-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "canaries");
  process.env[canaryVariable] = file;
  return file;
}

/** Lets test processes read what the functions printed. */
async function serveLog(lines: () => readonly string[]) {
  const server = createServer((_, response) => response.end(JSON.stringify(lines())));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Keeps what the functions printed beside the report, for whoever asks why a letter never came. */
function keepLog(lines: readonly string[]): void {
  mkdirSync("reports", { recursive: true });
  writeFileSync((process.env["TESTS_REPORT"] ?? "reports/tests.json").replace(/\.json$/, ".log"), lines.join("\n"));
}

/** @throws Error naming where a secret of this run was kept */
async function assertNoSecretKept(stack: Stack, file: string): Promise<void> {
  const secrets = await allSecrets(file, stack.toolsUrl);
  const { kept } = await keptSecrets(secrets, {
    dynamodb: stack.endpoints.dynamodb,
    tables: stack.tables,
    logLines: stack.logLines(),
  });
  if (kept.length === 0) return;
  const told = kept.slice(0, 20).map(({ secret, where }) => `  ${secret.slice(0, 6)}… in ${where}`);
  throw new Error(`secrets were kept in ${kept.length} places:\n${told.join("\n")}`);
}

/**
 * One stack for all files of the project: what `npm start` runs, in a folder of its own. Needs `npm run synth` first.
 * At the end no secret that the tests used may stand in a log line or a row.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  const file = canaryFile();
  const stack = await startStack({ assembly: "cdk.out", folder, quiet: true, inMemory: true });
  const log = await serveLog(() => stack.logLines());
  project.provide("place", { baseUrl: stack.baseUrl, toolsUrl: stack.toolsUrl });
  project.provide("environments", Object.fromEntries(functionIds.map((id) => [id, stack.environmentOf(id)])));
  project.provide("endpoints", { ...stack.endpoints });
  const templates = await serveTemplates(stack);
  project.provide("templatesUrl", templates.url);
  project.provide("logUrl", log.url);
  project.provide("tables", stack.tables);
  if (!stack.sftp) throw new Error("the stack has no SFTP server: synthesize it with npm run synth");
  project.provide("sftp", stack.sftp);
  if (!stack.outputs["FoundOperatorsFunction"])
    throw new Error("the demo data find no function that makes an operator");
  return async () => {
    try {
      keepLog(stack.logLines());
      await assertNoSecretKept(stack, file);
    } finally {
      log.close();
      templates.close();
      await stack.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
