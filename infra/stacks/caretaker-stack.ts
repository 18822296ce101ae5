import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { deadLetterQueue, sweepEach } from "../constructs/waking.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface CaretakerStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Looks each practice through once a day for accounts that end soon or that nobody uses; it asks every hour who is due. */
export class CaretakerStack extends Stack {
  readonly caretaker: WorkflowFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: CaretakerStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    const directory = data.directoryTable.tableArn;
    this.deadLetters = deadLetterQueue(this, "LostSweeps");
    this.caretaker = new WorkflowFunction(this, "caretaker", {
      stage,
      key: data.key,
      errorImpact: "accounts that nobody uses stay open, and nobody is told of accounts that end",
      timeoutSeconds: 600,
      environment: {
        PRACTICE_TABLE: data.practiceTable.tableName,
        AUDIT_TABLE: data.auditTable.tableName,
        DIRECTORY_TABLE: data.directoryTable.tableName,
      },
    });
    const verbs = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"];
    this.caretaker.may(
      verbs.map((verb) => `dynamodb:${verb}`),
      data.practiceTable.tableArn,
    );
    this.caretaker.may(["dynamodb:PutItem"], data.auditTable.tableArn);
    this.caretaker.may(["dynamodb:Query", "dynamodb:UpdateItem"], directory);
    this.caretaker.may(["dynamodb:Query"], `${directory}/index/due`);
    sweepEach(this, this.caretaker, { every: Duration.hours(1), lost: this.deadLetters });
  }
}
