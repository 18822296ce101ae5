import { isObject, type JsonObject } from "../../json.ts";

/** A stream record of DynamoDB Local as a function on AWS is given it: with the stream it comes from. */
export function asLambdaRecord(record: JsonObject, streamArn: string): JsonObject {
  return { ...record, eventSourceARN: streamArn };
}

/** The sequence number by which a checkpoint names a record. */
export function sequenceNumberOf(record: JsonObject): string {
  const change = record["dynamodb"];
  return isObject(change) ? String(change["SequenceNumber"]) : "";
}
