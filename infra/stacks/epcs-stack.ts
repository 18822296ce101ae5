import { Stack, type StackProps } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { deadLetterQueue, sweepEachMinute } from "../constructs/waking.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface EpcsStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Writes each practice's daily list of EPCS changes, and suspends what ended with the day. */
export class EpcsStack extends Stack {
  readonly epcsDay: WorkflowFunction;
  readonly deadLetters: Readonly<Record<"sweeps", Queue>>;

  constructor(scope: Construct, id: string, props: EpcsStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.deadLetters = { sweeps: deadLetterQueue(this, "LostSweeps") };
    this.epcsDay = new WorkflowFunction(this, "epcs-day", {
      stage,
      key: data.key,
      errorImpact: "the daily lists of EPCS changes are late; who may approve is decided without them",
      timeoutSeconds: 30,
      environment: { PRACTICE_TABLE: data.practiceTable.tableName, AUDIT_TABLE: data.auditTable.tableName },
    });
    const verbs = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"].map((verb) => `dynamodb:${verb}`);
    this.epcsDay.may(verbs, data.practiceTable.tableArn);
    this.epcsDay.may(["dynamodb:Query"], `${data.practiceTable.tableArn}/index/mailDue`);
    this.epcsDay.may(["dynamodb:PutItem", "dynamodb:Query"], data.auditTable.tableArn);
    const indexes = ["byActor", "byAction", "bySubject"].map((name) => `${data.auditTable.tableArn}/index/${name}`);
    this.epcsDay.may(["dynamodb:Query"], ...indexes);
    sweepEachMinute(this, this.epcsDay, this.deadLetters.sweeps);
  }
}
