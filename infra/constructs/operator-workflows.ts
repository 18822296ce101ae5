import type { Construct } from "constructs";
import type { DataStack } from "../stacks/data-stack.ts";
import type { Stage } from "../stages.ts";
import { WorkflowFunction } from "./workflow-function.ts";
import { mayUseTables, withTables } from "./workflow-tables.ts";

interface OperatorWorkflowProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** What practices ask of the vendor, what its operators do for them, and the function by which the first operator comes to be. */
export function operatorWorkflows(scope: Construct, props: OperatorWorkflowProps) {
  const { stage, data } = props;
  const { environment, ...common } = withTables(props);
  const both = {
    ...environment,
    DIRECTORY_TABLE: data.directoryTable.tableName,
    SFTP_APPROVAL: stage.sftpApproval,
    SFTP_SERVER: stage.sftp,
  };
  const requests = new WorkflowFunction(scope, "sftp-requests", {
    ...common,
    environment: both,
    errorImpact: "practices cannot ask for SFTP accounts; the accounts they have go on working",
  });
  const operators = new WorkflowFunction(scope, "operators", {
    ...common,
    environment: both,
    errorImpact: "operators cannot decide about SFTP requests, which wait",
  });
  const session = ["BatchGetItem", "UpdateItem"] as const;
  const practice = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"] as const;
  mayUseTables(requests, data, { practice, session, audit: ["PutItem"] });
  mayUseTables(operators, data, { practice: [...practice, "ConditionCheckItem"], session, audit: ["PutItem"] });
  requests.may(["dynamodb:Query"], data.directoryTable.tableArn);
  operators.may(["dynamodb:BatchGetItem"], data.directoryTable.tableArn);
  return { requests, operators, founding: founding(scope, props) };
}

/** No route, rule or service of AWS may call it: a cloud engineer does, with the rights of his own. */
function founding(scope: Construct, { stage, data }: OperatorWorkflowProps) {
  const { practiceTable, auditTable, tokenSecret, key } = data;
  const fn = new WorkflowFunction(scope, "found-operators", {
    stage,
    key,
    environment: {
      PRACTICE_TABLE: practiceTable.tableName,
      AUDIT_TABLE: auditTable.tableName,
      TOKEN_SECRET_ID: tokenSecret.secretArn,
    },
    errorImpact: "the installation gets no first operator; nothing that runs is hurt",
  });
  fn.may(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], practiceTable.tableArn);
  fn.may(["dynamodb:PutItem"], auditTable.tableArn);
  fn.may(["secretsmanager:GetSecretValue"], tokenSecret.secretArn);
  return fn;
}
