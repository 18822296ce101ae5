import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { apiRoot } from "../../shared/contract/route.ts";
import { routesByWorkflow, type Workflow } from "../../shared/contract/routes.ts";
import { ConsoleSite } from "../constructs/console-site.ts";
import { Gateway } from "../constructs/gateway.ts";
import { operatorWorkflows } from "../constructs/operator-workflows.ts";
import { openToProvider, type PaymentAccess, paymentAccess } from "../constructs/payment-access.ts";
import { sftpWorkflows } from "../constructs/sftp-workflows.ts";
import { WebFirewall } from "../constructs/web-firewall.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import { addWorkflowRoutes, type RouteRoot } from "../constructs/workflow-routes.ts";
import { mayUseTables, withTables } from "../constructs/workflow-tables.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";
import type { IdentityStack } from "./identity-stack.ts";

export interface ApiStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly identity: IdentityStack;
}

/** What people reach: the gateway with its firewall, one function for each workflow, and the console. */
export class ApiStack extends Stack {
  readonly gateway: Gateway;
  readonly functions: readonly WorkflowFunction[];
  /** The log in which sign-ins tell what an alarm listens for. */
  readonly signInLog: ILogGroup;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.gateway = new Gateway(this, "Gateway", { stage, key: data.key });
    const { baseUrl, validator } = this.gateway;
    const payments = paymentAccess(this, { stage, key: data.key });
    const support = operatorWorkflows(this, props);
    const sftp = sftpWorkflows(this, props);
    const workflows = {
      system: this.system(props),
      practices: this.practices(props),
      registration: this.registration(props),
      login: this.login(props),
      users: this.users(props),
      profile: this.profile(props),
      audit: this.audit(props),
      billing: this.billing(props, payments),
      "sftp-requests": support.requests,
      operators: support.operators,
      "sftp-accounts": sftp.accounts,
      "secret-links": sftp.links,
    } as const satisfies Record<Workflow, WorkflowFunction>;
    const root: RouteRoot = {
      resource: this.gateway.root.resourceForPath(apiRoot),
      validator,
      bodyModel: this.gateway.bodyModel,
    };
    for (const [workflow, routes] of Object.entries(routesByWorkflow)) {
      addWorkflowRoutes(root, routes, workflows[workflow as Workflow]);
    }
    openToProvider({ root: root.resource, url: `${baseUrl}${apiRoot}` }, workflows.billing, payments);
    this.functions = [...Object.values(workflows), support.founding];
    this.signInLog = workflows.login.logGroup;

    new ConsoleSite(this, "Console", { stage, key: data.key, api: this.gateway, validator, baseUrl });
    new WebFirewall(this, "Firewall", { stage, key: data.key, guards: this.gateway.deploymentStage.stageArn });
    new StringParameter(this, "BaseUrl", {
      parameterName: stage.baseUrlParameter,
      description: "Where the console is served; links in letters begin with it",
      stringValue: baseUrl,
    });
    new CfnOutput(this, "ConsoleUrl", { value: baseUrl, description: "The console: open it and sign a practice up" });
    new CfnOutput(this, "ApiUrl", {
      value: `${baseUrl}${apiRoot}`,
      description: "The API; /openapi.json describes it",
    });
    new CfnOutput(this, "FoundOperatorsFunction", {
      value: support.founding.functionName,
      description: "The function that makes the first operator: docs/deploy.md",
    });
    new CfnOutput(this, "FirstSteps", {
      value: `Verify ${stage.mailDomain} in SES (its DKIM records), leave the SES sandbox, then open ${baseUrl}/signup`,
    });
  }

  private system({ stage, data, identity }: ApiStackProps): WorkflowFunction {
    const { tableName, tableArn } = data.practiceTable;
    const system = new WorkflowFunction(this, "system", {
      stage,
      key: data.key,
      errorImpact: "the health page and the API description are not answered, people are not hurt yet",
      environment: { PRACTICE_TABLE: tableName, USER_POOL_ID: identity.userPool.userPoolId },
    });
    system.may(["dynamodb:GetItem"], tableArn);
    system.may(["dynamodb:Query"], `${tableArn}/index/mailDue`);
    system.may(["cognito-idp:DescribeUserPool"], identity.userPool.userPoolArn);
    return system;
  }

  private practices(props: ApiStackProps): WorkflowFunction {
    const common = withTables(props);
    const practices = new WorkflowFunction(this, "practices", {
      ...common,
      environment: {
        ...common.environment,
        DIRECTORY_TABLE: props.data.directoryTable.tableName,
        SMS_CODES: props.stage.sms,
      },
      errorImpact: "new practices cannot sign up, and nobody can change a practice's settings",
    });
    mayUseTables(practices, props.data, {
      practice: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      session: ["BatchGetItem", "UpdateItem"],
      audit: ["PutItem"],
    });
    practices.may(["dynamodb:Query"], props.data.directoryTable.tableArn);
    return practices;
  }

  private registration(props: ApiStackProps): WorkflowFunction {
    const { data, identity } = props;
    const common = withTables(props);
    const registration = new WorkflowFunction(this, "registration", {
      ...common,
      environment: { ...common.environment, USER_POOL_ID: identity.userPool.userPoolId },
      errorImpact: "invited people cannot finish their registration",
      memoryMegabytes: 1024,
    });
    mayUseTables(registration, data, {
      practice: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      session: ["PutItem", "UpdateItem", "DeleteItem"],
      audit: ["PutItem"],
    });
    const verbs = ["AdminCreateUser", "AdminDeleteUser", "AdminGetUser", "AdminSetUserPassword"];
    registration.may(cognito(verbs), identity.userPool.userPoolArn);
    return registration;
  }

  private login(props: ApiStackProps): WorkflowFunction {
    const { data, identity } = props;
    const common = withTables(props);
    const login = new WorkflowFunction(this, "login", {
      ...common,
      environment: {
        ...common.environment,
        DIRECTORY_TABLE: data.directoryTable.tableName,
        USER_POOL_ID: identity.userPool.userPoolId,
        USER_POOL_CLIENT_ID: identity.client.ref,
        SMS_CODES: props.stage.sms,
        PAYMENTS: props.stage.payments,
        SFTP_SERVER: props.stage.sftp,
      },
      errorImpact: "nobody can sign in or out or set a new password; people who are signed in go on working",
      memoryMegabytes: 1024,
    });
    mayUseTables(login, data, {
      practice: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"],
      session: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      audit: ["PutItem"],
    });
    const verbs = ["AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminSetUserMFAPreference"];
    login.may(["dynamodb:Query"], data.directoryTable.tableArn);
    login.may(cognito([...verbs, "AdminSetUserPassword", "DescribeUserPoolClient"]), identity.userPool.userPoolArn);
    return login;
  }

  private users(props: ApiStackProps): WorkflowFunction {
    const common = withTables(props);
    const { userPool } = props.identity;
    const users = new WorkflowFunction(this, "users", {
      ...common,
      environment: {
        ...common.environment,
        DIRECTORY_TABLE: props.data.directoryTable.tableName,
        USER_POOL_ID: userPool.userPoolId,
      },
      errorImpact: "managers cannot see, invite, unlock or disable users",
    });
    mayUseTables(users, props.data, {
      practice: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
      session: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      audit: ["BatchGetItem", "PutItem"],
    });
    users.may(["dynamodb:Query", "dynamodb:GetItem"], props.data.directoryTable.tableArn);
    users.may(["dynamodb:Query"], `${props.data.auditTable.tableArn}/index/bySubject`);
    const verbs = ["AdminCreateUser", "AdminDeleteUser", "AdminGetUser", "AdminSetUserPassword"];
    users.may(cognito([...verbs, "AdminSetUserMFAPreference"]), userPool.userPoolArn);
    return users;
  }

  private profile(props: ApiStackProps): WorkflowFunction {
    const profile = new WorkflowFunction(this, "profile", {
      ...withTables(props),
      errorImpact: "people cannot see or change their own profile",
      memoryMegabytes: 1024,
    });
    mayUseTables(profile, props.data, {
      practice: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"],
      session: ["BatchGetItem", "Query", "UpdateItem", "DeleteItem"],
      audit: ["PutItem"],
    });
    return profile;
  }

  private audit(props: ApiStackProps): WorkflowFunction {
    const { data } = props;
    const audit = new WorkflowFunction(this, "audit", {
      ...withTables(props),
      errorImpact: "nobody can read the audit log; events are still recorded",
    });
    mayUseTables(audit, data, {
      practice: ["BatchGetItem"],
      session: ["BatchGetItem", "UpdateItem"],
      audit: ["GetItem", "Query", "PutItem"],
    });
    const indexes = ["byActor", "bySubject", "byAction"];
    audit.may(["dynamodb:Query"], ...indexes.map((name) => `${data.auditTable.tableArn}/index/${name}`));
    return audit;
  }

  private billing(props: ApiStackProps, payments: PaymentAccess): WorkflowFunction {
    const { data, stage } = props;
    const common = withTables(props);
    const billing = new WorkflowFunction(this, "billing", {
      ...common,
      environment: { ...common.environment, ...payments.environment, BASE_URL_PARAMETER: stage.baseUrlParameter },
      errorImpact: "nobody can buy plans or see invoices; plans that are paid for stay",
      timeoutSeconds: 29,
    });
    mayUseTables(billing, data, {
      practice: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
      session: ["BatchGetItem", "UpdateItem"],
      audit: ["PutItem"],
    });
    const [service, resource, resourceName] = ["ssm", "parameter", stage.baseUrlParameter.slice(1)];
    billing.may(["ssm:GetParameter"], this.formatArn({ service, resource, resourceName }));
    return billing;
  }
}

const cognito = (verbs: readonly string[]): string[] => verbs.map((verb) => `cognito-idp:${verb}`);
