import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "../json.ts";
import { KnownFault } from "../known-fault.ts";
import { inOrder } from "./order.ts";

export interface ResourceTemplate {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, { Default?: Json; Type?: string }>>;
  readonly Conditions?: Readonly<Record<string, Json>>;
  readonly Mappings?: Readonly<Record<string, Record<string, Record<string, Json>>>>;
  readonly Resources?: Readonly<Record<string, ResourceTemplate>>;
  readonly Outputs?: Readonly<Record<string, { Value: Json; Export?: { Name: Json }; Condition?: string }>>;
}

export interface StackTemplate {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
}

/** What `cdk synth` wrote: the stacks in the order they can be made, and where each asset lies on this disk by its object key. */
export interface Assembly {
  readonly stacks: readonly StackTemplate[];
  readonly assets: ReadonlyMap<string, string>;
}

interface Artifact {
  type: string;
  dependencies?: string[];
  environment?: string;
  properties?: { templateFile?: string; stackName?: string; file?: string; directoryName?: string };
}

function readJson<T>(file: string): T {
  if (!existsSync(file)) throw new KnownFault(`no cloud assembly: ${file} is missing (npm run synth makes one)`);
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

function readAssets(folder: string, file: string): [string, string][] {
  interface Files {
    files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
  }
  return Object.values(readJson<Files>(join(folder, file)).files ?? {}).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(folder, source.path ?? "")]),
  );
}

function readStack(folder: string, id: string, artifact: Artifact): StackTemplate {
  const [account, region] = (artifact.environment ?? "").replace("aws://", "").split("/");
  return {
    name: artifact.properties?.stackName ?? id,
    account: !account || account.startsWith("unknown") ? "000000000000" : account,
    region: !region || region.startsWith("unknown") ? "us-east-1" : region,
    template: readJson<Template>(join(folder, artifact.properties?.templateFile ?? "")),
  };
}

/** The ids of the artifacts, each after those it depends on. */
function inDependencyOrder(artifacts: Readonly<Record<string, Artifact>>): string[] {
  const needs = Object.entries(artifacts).map(([id, { dependencies = [] }]): [string, string[]] => [id, dependencies]);
  return inOrder(new Map(needs));
}

/** Reads the folder of a cloud assembly, with the assemblies nested in it. Stacks come after those they depend on. */
export function readAssembly(folder: string): Assembly {
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(join(folder, "manifest.json"));
  const parts = inDependencyOrder(artifacts).map((id): Assembly => {
    const artifact = artifacts[id];
    const { file = "", directoryName = "" } = artifact?.properties ?? {};
    switch (artifact?.type) {
      case "aws:cloudformation:stack":
        return { stacks: [readStack(folder, id, artifact)], assets: new Map() };
      case "cdk:asset-manifest":
        return { stacks: [], assets: new Map(readAssets(folder, file)) };
      case "cdk:cloud-assembly":
        return readAssembly(join(folder, directoryName));
      default:
        return { stacks: [], assets: new Map() };
    }
  });
  return {
    stacks: parts.flatMap(({ stacks }) => stacks),
    assets: new Map(parts.flatMap(({ assets }) => [...assets])),
  };
}
