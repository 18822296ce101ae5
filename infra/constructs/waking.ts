import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { EventSourceMapping, FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import type { WorkflowFunction } from "./workflow-function.ts";

/** Which records of a table's stream wake a function, and where those go that it cannot take. */
export interface Records {
  readonly id: string;
  readonly stream: string | undefined;
  readonly batchSize: number;
  /** As in FilterCriteria: event name, keys, images. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly lost: Queue;
  /** How often a batch is tried again; 3 unless said otherwise, which is enough where a sweep does what was lost. */
  readonly retries?: number;
}

/** Wakes a function with records of a stream at once. */
export function wakeOnRecords(scope: Construct, fn: WorkflowFunction, records: Records): void {
  const { stream, lost } = records;
  if (!stream) throw new Error(`the table has no stream to wake ${fn.deployable}`);
  fn.may(
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
    stream,
  );
  fn.may(["sqs:SendMessage"], lost.queueArn);
  new EventSourceMapping(scope, records.id, {
    target: fn,
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: records.batchSize,
    maxBatchingWindow: Duration.seconds(0),
    retryAttempts: records.retries ?? 3,
    maxRecordAge: Duration.hours(1),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    parallelizationFactor: 2,
    onFailure: new SqsDlq(lost),
    filters: [FilterCriteria.filter({ ...records.filter })],
  });
}

/** Calls a function with `{ sweep: true }` each minute; the next sweep does what a lost one left. */
export function sweepEachMinute(scope: Construct, fn: WorkflowFunction, lost: Queue): void {
  sweepEach(scope, fn, { every: Duration.minutes(1), lost });
}

/** How often a function is called with `{ sweep: true }`, and where those calls go that could not be made. */
export interface Sweeps {
  readonly every: Duration;
  readonly lost: Queue;
}

/** The same at another pace. */
export function sweepEach(scope: Construct, fn: WorkflowFunction, { every, lost }: Sweeps): void {
  const target = new FunctionTarget(fn, {
    event: RuleTargetInput.fromObject({ sweep: true }),
    deadLetterQueue: lost,
    retryAttempts: 1,
    maxEventAge: Duration.minutes(5),
  });
  new Rule(scope, "Sweep", { schedule: Schedule.rate(every), targets: [target] });
}

/** Keeps for 14 days what a function was not able to take. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, "isDeadLetterQueue");
  return queue;
}
