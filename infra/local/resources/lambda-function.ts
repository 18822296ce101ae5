import { KnownFault } from "../known-fault.ts";
import type { Properties } from "../template/properties.ts";
import { arnOf, type Creation, type ResourceType } from "./resource-type.ts";

function environmentOf(properties: Properties): Record<string, string> {
  const variables = properties.object("Environment").object("Variables");
  return Object.fromEntries(Object.keys(variables.values).map((name) => [name, variables.string(name)]));
}

function folderOf({ cloud, properties, logicalId }: Creation): string {
  const key = properties.object("Code").optionalString("S3Key");
  const folder = key && cloud.assets.get(key);
  // Code of other runtimes (CDK's own helpers) may be inline: it is never run here.
  if (!folder && properties.optionalString("Runtime")?.startsWith("nodejs") && key) {
    throw new KnownFault(`${logicalId}: the assembly has no asset ${key}`);
  }
  return folder ?? "";
}

export const lambdaFunction: ResourceType = {
  type: "AWS::Lambda::Function",
  as: "a worker thread with its own environment and time limit, started at the first call",
  create(creation) {
    const { cloud, properties, logicalId } = creation;
    const name = properties.optionalString("FunctionName") ?? creation.generatedName(64);
    const arn = arnOf(creation, "lambda", `function:${name}`);
    cloud.functions.add({
      logicalId,
      name,
      arn,
      folder: folderOf(creation),
      handler: properties.optionalString("Handler") ?? "",
      runtime: properties.optionalString("Runtime") ?? "image",
      timeoutSeconds: properties.number("Timeout", 3),
      memoryMegabytes: properties.number("MemorySize", 128),
      environment: environmentOf(properties),
    });
    return { ref: name, attributes: { Arn: arn } };
  },
};
