import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * `npm run synth [-- --validate] [-- -c stage=prod]`: writes cdk.out with no account, no credentials and no network.
 * `--validate` adds CDK's own CloudFormation validation, which takes some seconds more.
 */
const root = join(import.meta.dirname, "..");
const given = process.argv.slice(2);
const validates = given.includes("--validate");
const started = performance.now();
// An earlier report in there would fail this run with its old findings.
rmSync(join(root, "cdk.out"), { recursive: true, force: true });

const withoutAccount = Object.entries(process.env).filter(
  ([name]) => !name.startsWith("AWS_") && !name.startsWith("CDK_"),
);
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/aws-cdk/bin/cdk"),
    ...["synth", "-q", "--no-lookups"],
    ...given.filter((argument) => argument !== "--validate"),
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...Object.fromEntries(withoutAccount),
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      ...(!validates && { CDK_VALIDATION: "false" }),
    },
  },
);
if (status !== 0) process.exit(status ?? 1);

const stacks = globSync("*.metadata.json", { cwd: join(root, "cdk.out") });
const acknowledged = stacks.flatMap((file) => acknowledgementsIn(readFileSync(join(root, "cdk.out", file), "utf8")));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `Synthesized ${stacks.length} stacks in ${seconds} s: no finding of cdk-nag open, ` +
    `${acknowledged.length} acknowledgements for ${new Set(acknowledged).size} reasons (infra/nag.ts)`,
);

/** The reasons of a stack's acknowledgements, one for each rule and place, as CDK keeps them in the metadata. */
function acknowledgementsIn(metadata: string): string[] {
  const byPath: Record<string, readonly { readonly type: string; readonly data?: unknown }[]> = JSON.parse(metadata);
  return Object.values(byPath)
    .flat()
    .filter(({ type }) => type === "aws:cdk:acknowledged-rules")
    .flatMap(({ data }) => Object.values(data ?? {}).map(String));
}
