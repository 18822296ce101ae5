import { isObject, type JsonObject } from "../../json.ts";

/**
 * A stream record of DynamoDB Local as a function on AWS is given it.
 * What the time to live deleted arrives as `UNKNOWN_TO_SDK_VERSION`: on AWS it is a REMOVE by the service itself.
 */
export function asLambdaRecord(record: JsonObject, streamArn: string): JsonObject {
  const expired = record["eventName"] === "UNKNOWN_TO_SDK_VERSION";
  const byService = { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } };
  return { ...record, ...(expired ? { eventName: "REMOVE", ...byService } : {}), eventSourceARN: streamArn };
}

/** The sequence number by which a checkpoint names a record. */
export function sequenceNumberOf(record: JsonObject): string {
  const change = record["dynamodb"];
  return isObject(change) ? String(change["SequenceNumber"]) : "";
}
