import { Duration, type Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { FilterPattern, type LogGroup, SubscriptionFilter } from "aws-cdk-lib/aws-logs";
import { LambdaDestination } from "aws-cdk-lib/aws-logs-destinations";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { CfnServer } from "aws-cdk-lib/aws-transfer";
import type { DataStack } from "../stacks/data-stack.ts";
import type { Stage } from "../stages.ts";
import type { LoggedBucket } from "./logged-bucket.ts";
import { deadLetterQueue } from "./waking.ts";
import { WorkflowFunction } from "./workflow-function.ts";

/** Whose files and log are read. */
export interface SftpSources {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly files: LoggedBucket;
  readonly server: CfnServer;
  readonly serverLog: LogGroup;
}

/** What reads claim files and the server's log. */
export interface SftpReaders {
  readonly fileArrival: WorkflowFunction;
  readonly sftpLog: WorkflowFunction;
  /** Events of files that could not be taken. */
  readonly deadLetters: Queue;
}

/** What is to be known of files. Source: AWS: "Transfer Family events detail reference". */
const told = ["Upload Completed", "Upload Failed", "Download Completed", "Rename Completed"].map(
  (deed) => `SFTP Server File ${deed}`,
);

/** Reads the claim files that arrive at the SFTP server and answers them, and keeps what its log tells of keys. */
export function sftpReaders(stack: Stack, sources: SftpSources): SftpReaders {
  const deadLetters = deadLetterQueue(stack, "LostEvents");
  return { fileArrival: arrivals(stack, sources, deadLetters), sftpLog: logReader(stack, sources), deadLetters };
}

/** What EventBridge cannot hand over, and what the function cannot take in three tries, is kept. */
function arrivals(stack: Stack, { stage, data, files, server }: SftpSources, lost: Queue): WorkflowFunction {
  const fileArrival = new WorkflowFunction(stack, "file-arrival", {
    stage,
    key: data.key,
    errorImpact: "claim files that arrived wait to be read and answered; nothing is lost",
    timeoutSeconds: 300,
    deadLetters: lost,
    environment: {
      PRACTICE_TABLE: data.practiceTable.tableName,
      SESSION_TABLE: data.sessionTable.tableName,
      AUDIT_TABLE: data.auditTable.tableName,
      DIRECTORY_TABLE: data.directoryTable.tableName,
      SFTP_BUCKET: files.bucketName,
    },
  });
  const verbs = ["GetItem", "BatchGetItem", "PutItem", "UpdateItem"].map((verb) => `dynamodb:${verb}`);
  fileArrival.may(verbs, data.practiceTable.tableArn);
  fileArrival.may(["dynamodb:UpdateItem"], data.sessionTable.tableArn);
  fileArrival.may(["dynamodb:PutItem"], data.auditTable.tableArn);
  fileArrival.may(["dynamodb:Query"], data.directoryTable.tableArn);
  fileArrival.may(["s3:GetObject", "s3:PutObject"], files.arnForObjects("practices/*"));
  // Without it S3 says of a file that is gone that it may not be read.
  fileArrival.may(["s3:ListBucket"], files.bucketArn);
  fileArrival.mayUseKeyThrough(data.key, "s3");
  fileArrival.acknowledgeRights("arrivedFiles", stack.getLogicalId(files.node.defaultChild as CfnBucket));
  const target = new FunctionTarget(fileArrival, {
    deadLetterQueue: lost,
    retryAttempts: 10,
    maxEventAge: Duration.hours(6),
  });
  new Rule(stack, "FileRule", {
    eventPattern: { source: ["aws.transfer"], detailType: told, detail: { "server-id": [server.attrServerId] } },
    targets: [target],
  });
  return fileArrival;
}

/** The identity function gives keys away and never learns which was used; the server's log tells. */
function logReader(stack: Stack, { stage, data, serverLog }: SftpSources): WorkflowFunction {
  const sftpLog = new WorkflowFunction(stack, "sftp-log", {
    stage,
    key: data.key,
    errorImpact: "pages of SFTP accounts do not show which keys are used or refused",
    environment: {
      PRACTICE_TABLE: data.practiceTable.tableName,
      SESSION_TABLE: data.sessionTable.tableName,
      AUDIT_TABLE: data.auditTable.tableName,
    },
  });
  sftpLog.may(["dynamodb:GetItem", "dynamodb:UpdateItem"], data.practiceTable.tableArn);
  sftpLog.may(["dynamodb:PutItem"], data.sessionTable.tableArn);
  sftpLog.may(["dynamodb:PutItem"], data.auditTable.tableArn);
  const activities = ["CONNECTED", "AUTH_FAILURE"].map((name) =>
    FilterPattern.stringValue("$.activity-type", "=", name),
  );
  new SubscriptionFilter(stack, "SignIns", {
    logGroup: serverLog,
    filterPattern: FilterPattern.any(...activities),
    destination: new LambdaDestination(sftpLog),
  });
  return sftpLog;
}
