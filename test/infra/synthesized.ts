import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { addStacks } from "../../infra/app.ts";
import { type StageChoice, stageFor } from "../../infra/stages.ts";

/** One resource of a template, as CloudFormation gets it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: string };
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}
/** A stage as `cdk synth` writes it: stack name (`data`, `api`, ...) → template, and what was acknowledged, with why. */
export interface Synthesized {
  readonly templates: ReadonlyMap<string, Template>;
  readonly acknowledged: readonly { readonly path: string; readonly rule: string; readonly reason: string }[];
  readonly terminationProtected: readonly boolean[];
}

/**
 * Synthesizes a stage in this process, with the feature flags of cdk.json and both nag packs: an open finding throws.
 * @param choice other context; with an SFTP server, which a stage has only when asked, unless said otherwise
 */
export function synthesize(stage: string, choice: Omit<StageChoice, "stage"> = { sftp: "on" }): Synthesized {
  const { context } = JSON.parse(readFileSync("cdk.json", "utf8"));
  const outdir = mkdtempSync(join(tmpdir(), "gatehouse-synth-"));
  try {
    const app = new App({ context, outdir });
    addStacks(app, stageFor({ stage, ...choice }));
    const { stacks } = app.synth();
    return {
      templates: new Map(stacks.map(({ id, template }) => [id.replace(`Gatehouse-${stage}-`, ""), template])),
      acknowledged: stacks
        .flatMap((stack) => stack.findMetadataByType("aws:cdk:acknowledged-rules"))
        .flatMap(({ path, data }) => Object.entries(data ?? {}).map(([rule, reason]) => ({ path, rule, reason }))),
      terminationProtected: stacks.map(({ terminationProtection }) => terminationProtection === true),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Every resource of the given types in a stage, with its logical id. */
export function resourcesOf({ templates }: Pick<Synthesized, "templates">, ...types: readonly string[]) {
  return [...templates.values()].flatMap(({ Resources }) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([id, resource]) => ({ id, ...resource, properties: resource.Properties ?? {} })),
  );
}
