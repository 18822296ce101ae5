import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

/**
 * `npm run synth [-- --validate] [-c stage=prod] [-o folder]`: writes cdk.out with no account, credentials or network, and
 * with the SFTP server, which a deployment has only with `-c sftp=on`: it is billed by the hour, but here nothing is deployed.
 * `--validate` adds CDK's own CloudFormation validation, which takes some seconds more.
 */
const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    validate: { type: "boolean", default: false },
    context: { type: "string", short: "c", multiple: true, default: [] },
    output: { type: "string", short: "o", default: join(root, "cdk.out") },
  },
});
const output = resolve(values.output);
const started = performance.now();
// An earlier report in there would fail this run with its old findings.
rmSync(output, { recursive: true, force: true });

const withoutAccount = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/aws-cdk/bin/cdk"),
    ...["synth", "--quiet", "--no-lookups", "--output", output],
    ...["sftp=on", ...values.context].flatMap((context) => ["--context", context]),
  ],
  {
    cwd: root,
    encoding: "utf8",
    env: {
      ...Object.fromEntries(withoutAccount),
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      ...(!values.validate && { CDK_VALIDATION: "false" }),
    },
  },
);
// The CLI also says, on the same stream, how to go on from a synthesis that went well: nobody asked.
if (status !== 0 || /^(WARNING|ERROR)/m.test(stderr)) process.stderr.write(stdout + stderr);
if (status !== 0) process.exit(status ?? 1);

const stacks = globSync("*.metadata.json", { cwd: output });
const reasons = stacks.flatMap((file) => acknowledgedIn(readFileSync(join(output, file), "utf8")));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `Synthesized ${stacks.length} stacks in ${seconds} s${values.validate ? ", validated" : ""}: no finding of cdk-nag ` +
    `open, ${reasons.length} acknowledged for ${new Set(reasons).size} reasons (infra/nag.ts)`,
);

/** The reasons of a stack's acknowledgements, one for each rule and place, as CDK keeps them in the metadata. */
function acknowledgedIn(metadata: string): string[] {
  const byPath: Record<string, readonly { readonly type: string; readonly data?: unknown }[]> = JSON.parse(metadata);
  return Object.values(byPath)
    .flat()
    .filter(({ type }) => type === "aws:cdk:acknowledged-rules")
    .flatMap(({ data }) => Object.values(data ?? {}).map(String));
}
