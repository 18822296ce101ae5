import type { Construct } from "constructs";
import type { DataStack } from "../stacks/data-stack.ts";
import type { Stage } from "../stages.ts";
import { WorkflowFunction } from "./workflow-function.ts";
import { mayReadSftpEndpoint, mayUseTables, withTables } from "./workflow-tables.ts";

interface SftpWorkflowProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** What people do with SFTP accounts, and the links to their passwords; the server itself has a stack of its own. */
export function sftpWorkflows(scope: Construct, props: SftpWorkflowProps) {
  const { stage, data } = props;
  const { environment, ...common } = withTables(props);
  const both = { ...environment, SFTP_PARAMETER: stage.sftpParameter, SFTP_SERVER: stage.sftp };
  const accounts = new WorkflowFunction(scope, "sftp-accounts", {
    ...common,
    environment: both,
    errorImpact: "nobody can see or change SFTP accounts; software that has its password goes on working",
  });
  const links = new WorkflowFunction(scope, "secret-links", {
    ...common,
    environment: both,
    errorImpact: "links to SFTP passwords cannot be used, so that new software waits",
  });
  const practice = ["GetItem", "BatchGetItem", "PutItem", "UpdateItem"] as const;
  const read = ["GetItem", "BatchGetItem", "UpdateItem"] as const;
  mayUseTables(accounts, data, {
    practice: [...practice, "Query"],
    session: read,
    audit: ["BatchGetItem", "PutItem"],
  });
  accounts.may(["dynamodb:Query"], `${data.auditTable.tableArn}/index/bySubject`);
  mayUseTables(links, data, { practice, session: [...read, "PutItem"], audit: ["PutItem"] });
  for (const each of [accounts, links]) mayReadSftpEndpoint(each, stage);
  return { accounts, links };
}
