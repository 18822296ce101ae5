import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startStack } from "../../infra/local/stack.ts";
import type { Place } from "./person.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly place: Place;
    /** What the workers of each API function get, for tests that run a handler in their own process. */
    readonly environments: Readonly<Record<string, Record<string, string>>>;
    readonly endpoints: Readonly<Record<string, string>>;
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
];

/** One stack for all files of the project: what `npm start` runs, in a folder of its own. Needs `npm run synth` first. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  const stack = await startStack({ assembly: "cdk.out", folder, quiet: true, inMemory: true });
  project.provide("place", { baseUrl: stack.baseUrl, toolsUrl: stack.toolsUrl });
  project.provide("environments", Object.fromEntries(functionIds.map((id) => [id, stack.environmentOf(id)])));
  project.provide("endpoints", { ...stack.endpoints });
  return async () => {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
