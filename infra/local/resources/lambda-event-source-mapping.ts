import { KnownFault } from "../known-fault.ts";
import { recordFilter } from "../services/streams/filter.ts";
import type { Mapping } from "../services/streams/pump.ts";
import type { Creation, ResourceType } from "./resource-type.ts";

const queueNameOf = (arn: string): string => arn.split(":").at(-1) ?? "";

function giveUpTo({ cloud, properties }: Creation, functionName: string): Mapping["delivery"]["giveUp"] {
  const queue = properties.object("DestinationConfig").object("OnFailure").optionalString("Destination");
  return (records, tries) => {
    cloud.functions.log.add("streams", `${functionName}: gave up ${records.length} records after ${tries} tries\n`);
    if (!queue) return;
    const change = (at: number) => records.at(at)?.["dynamodb"] as { SequenceNumber?: string } | undefined;
    const message = {
      version: "1.0",
      timestamp: new Date().toISOString(),
      requestContext: { functionArn: functionName, condition: "RetryAttemptsExhausted", approximateInvokeCount: tries },
      DDBStreamBatchInfo: {
        batchSize: records.length,
        startSequenceNumber: change(0)?.SequenceNumber,
        endSequenceNumber: change(-1)?.SequenceNumber,
        streamArn: properties.string("EventSourceArn"),
      },
    };
    cloud.sqs.send(queueNameOf(queue), JSON.stringify(message));
  };
}

export const lambdaEventSourceMapping: ResourceType = {
  type: "AWS::Lambda::EventSourceMapping",
  as: "a pump from a table's stream: filters, batches, retries, bisection, partial failures, dead letters, kept checkpoints",
  create(creation) {
    const { cloud, properties, logicalId } = creation;
    const source = properties.string("EventSourceArn");
    if (!source.includes(":dynamodb:"))
      throw new KnownFault(`${logicalId}: only DynamoDB streams drive functions here`);
    properties.refuse("TumblingWindowInSeconds", "is not emulated");
    const functionName = properties.string("FunctionName");
    const maxAgeSeconds = properties.number("MaximumRecordAgeInSeconds", -1);
    cloud.addMapping({
      name: `${creation.stack}/${logicalId}`,
      stream: { url: cloud.dynamodb.url, arn: source },
      batchSize: properties.number("BatchSize", 100),
      passes: recordFilter(
        properties
          .object("FilterCriteria")
          .objects("Filters")
          .map((each) => each.string("Pattern")),
      ),
      delivery: {
        invoke: (event) => cloud.functions.invoke(functionName, event),
        retries: properties.number("MaximumRetryAttempts", -1),
        bisect: properties.flag("BisectBatchOnFunctionError"),
        partial: properties.list("FunctionResponseTypes").includes("ReportBatchItemFailures"),
        maxAge: maxAgeSeconds < 0 ? Number.POSITIVE_INFINITY : maxAgeSeconds * 1000,
        giveUp: giveUpTo(creation, functionName),
      },
    });
    return { ref: creation.keep("uuid", () => crypto.randomUUID()) };
  },
};
