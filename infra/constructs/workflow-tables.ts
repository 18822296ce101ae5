import { Stack } from "aws-cdk-lib";
import type { DataStack } from "../stacks/data-stack.ts";
import type { Stage } from "../stages.ts";
import type { WorkflowFunction } from "./workflow-function.ts";

type Verb = "GetItem" | "BatchGetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem" | "Query";

/** Verbs on each table. A transaction needs the verb of each of its items. A test compares them with the bundled code. */
interface TableRights {
  readonly practice: readonly Verb[];
  readonly session: readonly Verb[];
  readonly audit: readonly Verb[];
}

/** What every workflow with the three tables is given. */
export function withTables({ stage, data }: { readonly stage: Stage; readonly data: DataStack }) {
  return {
    stage,
    key: data.key,
    environment: {
      PRACTICE_TABLE: data.practiceTable.tableName,
      SESSION_TABLE: data.sessionTable.tableName,
      AUDIT_TABLE: data.auditTable.tableName,
      TOKEN_SECRET_ID: data.tokenSecret.secretArn,
    },
  };
}

/** Lets a workflow do just this with the tables, and read the secret that sessions and tokens are keyed with. */
export function mayUseTables(workflow: WorkflowFunction, data: DataStack, rights: TableRights): void {
  workflow.may(dynamodb(rights.practice), data.practiceTable.tableArn);
  workflow.may(dynamodb(rights.session), data.sessionTable.tableArn);
  workflow.may(dynamodb(rights.audit), data.auditTable.tableArn);
  workflow.may(["secretsmanager:GetSecretValue"], data.tokenSecret.secretArn);
}

/** Lets a workflow read where SFTP is served, from the parameter that the later SFTP stack writes. */
export function mayReadSftpEndpoint(workflow: WorkflowFunction, { sftpParameter }: Stage): void {
  const [service, resource, resourceName] = ["ssm", "parameter", sftpParameter.slice(1)];
  workflow.may(["ssm:GetParameter"], Stack.of(workflow).formatArn({ service, resource, resourceName }));
}

const dynamodb = (verbs: readonly Verb[]): string[] => verbs.map((verb) => `dynamodb:${verb}`);
