import { isObject, type Json, type JsonObject } from "../../json.ts";
import { KnownFault } from "../../known-fault.ts";
import type { Properties } from "../../template/properties.ts";
import { callDynamo, DynamoError } from "./call.ts";

/** A table that is there. */
export interface Table {
  readonly name: string;
  /** DynamoDB Local's own ARN of the stream, if the table has one. */
  readonly streamArn: string | undefined;
}

const ours = "DynamoDB_20120810";

function indexesOf(properties: Properties, key: string): Json[] {
  return properties.objects(key).map((index) => ({
    IndexName: index.string("IndexName"),
    KeySchema: index.list("KeySchema"),
    Projection: index.object("Projection").values,
  }));
}

function creation(name: string, properties: Properties): JsonObject {
  const input: JsonObject = {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: properties.list("KeySchema"),
    AttributeDefinitions: properties.list("AttributeDefinitions"),
  };
  for (const key of ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]) {
    const indexes = indexesOf(properties, key);
    if (indexes.length > 0) input[key] = indexes;
  }
  const view = properties.optionalObject("StreamSpecification")?.string("StreamViewType");
  if (view) input["StreamSpecification"] = { StreamEnabled: true, StreamViewType: view };
  return input;
}

/** Keys and indexes as one comparable text, whatever order and extras a description has. */
function shapeOf(table: JsonObject): string {
  const keys = (list: Json | undefined): string =>
    (Array.isArray(list) ? list : [])
      .map((each) => (isObject(each) ? `${String(each["AttributeName"])} ${String(each["KeyType"])}` : ""))
      .join(",");
  const index = (each: Json): string => {
    if (!isObject(each)) return "";
    const { ProjectionType, NonKeyAttributes } = (each["Projection"] ?? {}) as JsonObject;
    const others = Array.isArray(NonKeyAttributes) ? [...NonKeyAttributes].sort().join(",") : "";
    return `${String(each["IndexName"])}(${keys(each["KeySchema"])}) ${String(ProjectionType)} ${others}`;
  };
  const indexes = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"].flatMap((key) => (table[key] as Json[]) ?? []);
  return [keys(table["KeySchema"]), ...indexes.map(index).sort()].join("; ");
}

async function describe(url: string, name: string): Promise<JsonObject | undefined> {
  try {
    const { Table: table } = await callDynamo(url, `${ours}.DescribeTable`, { TableName: name });
    return isObject(table) ? table : undefined;
  } catch (error) {
    if (error instanceof DynamoError && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/**
 * Makes the table unless it is there already.
 * Backups, encryption, tags and deletion protection do nothing on one machine and are left out. So is the time to live: AWS
 * deletes what is over within days and nothing may rely on it, where DynamoDB Local does within ten seconds of its own clock,
 * under the hands of whoever works on a clock that was set back, as the demo's people do.
 * @throws KnownFault when the table is there with other keys or indexes than the template's
 */
export async function haveTable(url: string, name: string, properties: Properties): Promise<Table> {
  const input = creation(name, properties);
  const there = await describe(url, name);
  if (there && shapeOf(there) !== shapeOf(input)) {
    throw new KnownFault(`the table ${name} has other keys or indexes than the template: start once with --reset`);
  }
  if (!there) await callDynamo(url, `${ours}.CreateTable`, input);
  const table = there ?? (await describe(url, name));
  const arn = table?.["LatestStreamArn"];
  return { name, streamArn: typeof arn === "string" ? arn : undefined };
}
