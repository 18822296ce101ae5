import { isObject, type JsonObject } from "../../json.ts";
import { callDynamo, DynamoError } from "../dynamodb/call.ts";

const ours = "DynamoDBStreams_20120810";

/** A stream of DynamoDB Local. */
export interface Stream {
  readonly url: string;
  readonly arn: string;
}

export interface Shard {
  readonly id: string;
  readonly parent: string | undefined;
}

/** All shards of the stream, oldest first. */
export async function shardsOf({ url, arn }: Stream): Promise<Shard[]> {
  const { StreamDescription: description } = await callDynamo(url, `${ours}.DescribeStream`, { StreamArn: arn });
  const shards =
    isObject(description) && Array.isArray(description["Shards"]) ? description["Shards"].filter(isObject) : [];
  return shards.map((shard) => ({
    id: String(shard["ShardId"]),
    parent: typeof shard["ParentShardId"] === "string" ? shard["ParentShardId"] : undefined,
  }));
}

async function iterator(stream: Stream, shard: string, position: JsonObject): Promise<string> {
  const input = { StreamArn: stream.arn, ShardId: shard, ...position };
  const { ShardIterator } = await callDynamo(stream.url, `${ours}.GetShardIterator`, input);
  return String(ShardIterator);
}

/** A place to read on from: after a delivered record, or the oldest record there is (also when the delivered one is too old). */
export async function iteratorAfter(stream: Stream, shard: string, sequence: string | undefined): Promise<string> {
  if (sequence === undefined) return iterator(stream, shard, { ShardIteratorType: "TRIM_HORIZON" });
  try {
    return await iterator(stream, shard, { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: sequence });
  } catch (error) {
    if (!(error instanceof DynamoError && error.name === "TrimmedDataAccessException")) throw error;
    return iterator(stream, shard, { ShardIteratorType: "TRIM_HORIZON" });
  }
}

/** @returns the records at the iterator, and where to read on, or undefined at the end of a closed shard */
export async function recordsAt(stream: Stream, at: string, limit: number) {
  const output = await callDynamo(stream.url, `${ours}.GetRecords`, { ShardIterator: at, Limit: limit });
  const records = Array.isArray(output["Records"]) ? output["Records"].filter(isObject) : [];
  const next = output["NextShardIterator"];
  return { records, next: typeof next === "string" ? next : undefined };
}
