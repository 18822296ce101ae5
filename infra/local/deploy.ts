import type { Cloud } from "./cloud.ts";
import { isObject, type Json } from "./json.ts";
import { KnownFault } from "./known-fault.ts";
import { alive } from "./resources/alive.ts";
import { ignored } from "./resources/ignored.ts";
import type { ResourceType } from "./resources/resource-type.ts";
import { randomLetters } from "./state/identities.ts";
import type { ResourceTemplate, StackTemplate } from "./template/assembly.ts";
import { evaluate } from "./template/evaluate.ts";
import { inOrder } from "./template/order.ts";
import { Properties } from "./template/properties.ts";
import { referencesIn } from "./template/references.ts";
import { StackScope } from "./template/stack-scope.ts";

const types: ReadonlyMap<string, ResourceType> = new Map(alive.map((each) => [each.type, each]));
const ownAddress = /https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com\/([A-Za-z0-9_-]+)/g;
const sftpAddress = /(s-[a-z0-9]{17})\.server\.transfer\.[a-z0-9-]+\.amazonaws\.com:22(?!\d)/g;
const stripeAddress = "https://api.stripe.com";

/** Replaces the API's own address, the SFTP server's, and Stripe's, by those they have here. */
function localised(value: Json, cloud: Cloud): Json {
  const { gateway, stripe, transfer } = cloud;
  if (typeof value === "string") {
    const sftpAt = (id: string) => transfer.servers.find(({ serverId }) => serverId === id)?.address;
    return value
      .replaceAll(stripeAddress, stripe.url)
      .replace(sftpAddress, (all, id: string) => sftpAt(id) ?? all)
      .replace(ownAddress, (all, id: string, stage: string) => (id === gateway.api.id ? gateway.baseUrl(stage) : all));
  }
  if (Array.isArray(value)) return value.map((each) => localised(each, cloud));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, localised(each, cloud)]));
}

/** A resource needs those its properties refer to and those it says it depends on; an ignored one needs nothing. */
function needsOf(resource: ResourceTemplate): string[] {
  if (resource.Type in ignored) return [];
  return [...referencesIn(resource.Properties ?? {}), ...[resource.DependsOn ?? []].flat()];
}

/** @throws KnownFault naming every type that is neither alive nor ignored */
export function checkTypes(stacks: readonly StackTemplate[]): void {
  const unknown = new Set(
    stacks
      .flatMap(({ template }) => Object.values(template.Resources ?? {}).map(({ Type }) => Type))
      .filter((type) => !types.has(type) && !(type in ignored)),
  );
  if (unknown.size === 0) return;
  const words = "the local target neither runs nor ignores";
  throw new KnownFault(`${words} ${[...unknown].join(", ")}: see infra/local/resources/alive.ts and ignored.ts`);
}

async function make(type: ResourceType, made: { stack: StackTemplate; logicalId: string; values: Json; cloud: Cloud }) {
  const { stack, logicalId, values, cloud } = made;
  const keep = (kind: string, how: () => string): string =>
    cloud.identities.keep(`${stack.name}/${logicalId}/${kind}`, how);
  const generatedName = (longest: number): string =>
    keep("name", () => `${`${stack.name}-${logicalId}`.slice(0, longest - 9)}-${randomLetters(8)}`);
  const properties = new Properties(`${stack.name}/${logicalId}`, isObject(values) ? values : {});
  const { name, account, region } = stack;
  return type.create({ logicalId, stack: name, account, region, properties, cloud, keep, generatedName });
}

function markIgnored(scope: StackScope, stack: string, resources: ReadonlyMap<string, ResourceTemplate>): void {
  for (const [id, { Type }] of resources) {
    if (Type in ignored) scope.made.set(id, { ref: `${stack}-${id}`, isIgnored: true });
  }
}

/** Outputs that people use after a deployment: to connect the stacks with Stripe, and to make the first operator. */
const operatorsOutputs = new Set(["PaymentSecretArn", "PaymentMessages", "FoundOperatorsFunction"]);

function addExports(scope: StackScope, { template }: StackTemplate, out: { cloud: Cloud; exports: Map<string, Json> }) {
  for (const [name, { Value, Export, Condition }] of Object.entries(template.Outputs ?? {})) {
    if (operatorsOutputs.has(name))
      out.cloud.outputs.set(name, String(localised(evaluate(Value, scope) ?? "", out.cloud)));
    if (!Export || (Condition !== undefined && !scope.condition(Condition))) continue;
    out.exports.set(String(evaluate(Export.Name, scope)), localised(evaluate(Value, scope) ?? null, out.cloud));
  }
}

/**
 * Makes the resources of one stack, each after those it needs.
 * @param exports what earlier stacks export; this stack's exports are added
 * @throws KnownFault naming what the templates say and the local target cannot do
 */
export async function deployStack(stack: StackTemplate, cloud: Cloud, exports: Map<string, Json>): Promise<void> {
  const scope = new StackScope(stack, exports);
  const isWanted = ({ Condition: name }: ResourceTemplate) => name === undefined || scope.condition(name);
  const all = Object.entries(stack.template.Resources ?? {});
  const resources = new Map(all.filter(([, resource]) => isWanted(resource)));
  markIgnored(scope, stack.name, resources);
  const needs = new Map([...resources].map(([id, resource]) => [id, needsOf(resource)]));
  for (const logicalId of inOrder(needs)) {
    const resource = resources.get(logicalId);
    const type = types.get(resource?.Type ?? "");
    if (!resource || !type) continue;
    const values = localised(evaluate(resource.Properties ?? {}, scope) ?? {}, cloud);
    scope.made.set(logicalId, await make(type, { stack, logicalId, values, cloud }));
  }
  addExports(scope, stack, { cloud, exports });
}
