import { Stack, type StackProps } from "aws-cdk-lib";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { deadLetterQueue, sweepEachMinute, wakeOnRecords } from "../constructs/waking.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface DirectoryStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Keeps the directory, which lists are read from, in line with the users' rows: by the stream at once, by a sweep for what time changes. */
export class DirectoryStack extends Stack {
  readonly directory: WorkflowFunction;
  readonly deadLetters: Readonly<Record<"records" | "sweeps", Queue>>;

  constructor(scope: Construct, id: string, props: DirectoryStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.deadLetters = { records: deadLetterQueue(this, "LostRecords"), sweeps: deadLetterQueue(this, "LostSweeps") };
    this.directory = new WorkflowFunction(this, "directory", {
      stage,
      key: data.key,
      errorImpact: "lists of users are out of date, though nobody is let in or kept out by them",
      timeoutSeconds: 30,
      environment: {
        PRACTICE_TABLE: data.practiceTable.tableName,
        DIRECTORY_TABLE: data.directoryTable.tableName,
      },
    });
    const verbs = ["BatchGetItem", "BatchWriteItem", "UpdateItem"].map((verb) => `dynamodb:${verb}`);
    this.directory.may(verbs, data.directoryTable.tableArn);
    this.directory.may(["dynamodb:Query"], data.directoryTable.tableArn);
    this.directory.may(["dynamodb:Query"], `${data.directoryTable.tableArn}/index/due`);
    this.directory.may(["dynamodb:BatchGetItem", "dynamodb:Query"], data.practiceTable.tableArn);
    wakeOnRecords(this, this.directory, {
      id: "UserRows",
      stream: data.practiceTable.tableStreamArn,
      batchSize: 25,
      // No sweep looks for a row that was not followed: it would be listed wrongly until somebody rebuilds.
      retries: 30,
      filter: { dynamodb: { Keys: { sk: { S: [...FilterRule.beginsWith("U#"), ...FilterRule.beginsWith("D#")] } } } },
      lost: this.deadLetters.records,
    });
    sweepEachMinute(this, this.directory, this.deadLetters.sweeps);
  }
}
