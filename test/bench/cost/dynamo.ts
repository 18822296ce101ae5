import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** A row as it is on the wire. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** A request or reply body of DynamoDB, as far as the bench reads it. */
export interface Body {
  readonly [name: string]: unknown;
}

const credential = "Credential=bench/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

/** One call of DynamoDB Local, past the counting. @throws Error with the service's own words */
export async function callDynamo<Reply>(url: string, operation: string, body: Body): Promise<Reply> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization: `AWS4-HMAC-SHA256 ${credential}`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${operation}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as Reply;
}

/** What of a row one secondary index holds. */
export interface Index {
  readonly name: string;
  readonly keys: readonly string[];
  /** Every attribute of an entry, or `undefined` for all of them. */
  readonly attributes: ReadonlySet<string> | undefined;
}

/** A table's key and indexes, as the rule of capacity needs them. */
export interface Table {
  readonly keys: readonly string[];
  readonly indexes: readonly Index[];
}

interface Described {
  readonly Table: {
    readonly KeySchema: readonly { readonly AttributeName: string }[];
    readonly GlobalSecondaryIndexes?: readonly {
      readonly IndexName: string;
      readonly KeySchema: readonly { readonly AttributeName: string }[];
      readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
    }[];
  };
}

/** Asks for the shape of a table. */
export async function describeTable(url: string, name: string): Promise<Table> {
  const { Table: found } = await callDynamo<Described>(url, "DescribeTable", { TableName: name });
  const keys = found.KeySchema.map(({ AttributeName }) => AttributeName);
  const indexes = (found.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => {
    const own = KeySchema.map(({ AttributeName }) => AttributeName);
    const attributes = new Set([...keys, ...own, ...(Projection.NonKeyAttributes ?? [])]);
    return { name: IndexName, keys: own, attributes: Projection.ProjectionType === "ALL" ? undefined : attributes };
  });
  return { keys, indexes };
}
