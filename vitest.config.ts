import { defineConfig } from "vitest/config";

const env = {
  NODE_ENV: "test",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  CDK_VALIDATION: "false",
};
const base = { environment: "node", pool: "forks", testTimeout: 30_000, hookTimeout: 120_000, env } as const;

/** `fast` needs nothing but the sources and dist/; `stack` runs against the local target, one file after another; `fuzz` is the long run. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    expect: { requireAssertions: true },
    reporters: ["default", ["json", { outputFile: process.env["TESTS_REPORT"] ?? "reports/tests.json" }]],
    projects: [
      {
        extends: true,
        test: { ...base, name: "fast", include: ["test/{architecture,shared,functions,infra,bench}/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          ...base,
          name: "attacks",
          include: ["test/attacks/**/*.test.ts"],
          globalSetup: ["test/kit/shared-stack.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          ...base,
          name: "stack",
          include: ["test/{journeys,faults,browser,store}/**/*.test.ts"],
          globalSetup: ["test/kit/shared-stack.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          ...base,
          name: "fuzz",
          include: ["test/fuzz/**/*.test.ts"],
          globalSetup: ["test/kit/shared-stack.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
