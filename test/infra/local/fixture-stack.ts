import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack, type StackOptions, startStack } from "../../../infra/local/stack.ts";

/** The small hand-written assembly beside this file. */
export const fixture = join(import.meta.dirname, "fixture");

/** An empty folder, and how to remove it. */
export function emptyFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "local-target-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The fixture's stacks, running. */
export function startFixture(folder: string, wish: Partial<StackOptions> = {}): Promise<Stack> {
  return startStack({ assembly: fixture, folder, quiet: true, ...wish });
}

/** What SDK clients need beside the address. */
export const client = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});
