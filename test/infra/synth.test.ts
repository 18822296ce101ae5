import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

function synth(...options: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-cli-"));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["infra/synth.ts", "-o", folder, ...options], {
    encoding: "utf8",
    env: { ...env, HOME: folder },
  });
  const files = readdirSync(folder, { recursive: false }).map(String);
  rmSync(folder, { recursive: true, force: true });
  return { status, stdout, stderr, files };
}

describe("cdk synth", { timeout: 120_000 }, () => {
  test("needs no credentials and looks nothing up, and says what was acknowledged", () => {
    const { status, stdout, stderr, files } = synth();
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Synthesized 10 stacks in [\d.]+ s: no finding of cdk-nag open, \d+ acknowledged for \d+ reasons/,
    );
    expect(files.filter((file) => file.endsWith(".template.json"))).toHaveLength(10);
  });
  test("an unknown stage names the known ones and ends in failure", () => {
    const { status, stderr } = synth("-c", "stage=nowhere");
    expect(status).not.toBe(0);
    expect(stderr).toContain('stage "nowhere" is not known; choose one of: dev, prod');
  });
});
