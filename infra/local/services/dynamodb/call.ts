import { isObject, type Json, type JsonObject } from "../../json.ts";

/** An error that DynamoDB Local answers by name. */
export class DynamoError extends Error {}

const credential = "Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

/**
 * One call of DynamoDB or DynamoDB Streams in its wire format: stream records then have the shape a function is given.
 * @param operation with its service, such as `DynamoDB_20120810.CreateTable`
 * @throws DynamoError named like the exception of the service
 */
export async function callDynamo(url: string, operation: string, input: JsonObject): Promise<JsonObject> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": operation,
      authorization: `AWS4-HMAC-SHA256 ${credential}`,
    },
    body: JSON.stringify(input),
  });
  const output: Json = JSON.parse((await response.text()) || "{}");
  const object = isObject(output) ? output : {};
  if (response.ok) return object;
  const error = new DynamoError(String(object["message"] ?? object["Message"] ?? response.status));
  error.name =
    String(object["__type"] ?? "")
      .split("#")
      .at(-1) ?? "";
  throw error;
}
