import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { apiRoot } from "../../shared/contract/route.ts";
import { routesByWorkflow, type Workflow } from "../../shared/contract/routes.ts";
import { ConsoleSite } from "../constructs/console-site.ts";
import { Gateway } from "../constructs/gateway.ts";
import { WebFirewall } from "../constructs/web-firewall.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import { addWorkflowRoutes, type RouteRoot } from "../constructs/workflow-routes.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";
import type { IdentityStack } from "./identity-stack.ts";

export interface ApiStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly identity: IdentityStack;
}

/** Verbs of one item, which a transaction needs one by one. */
const read = ["dynamodb:GetItem", "dynamodb:BatchGetItem"];
const write = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"];
const remove = "dynamodb:DeleteItem";
const query = "dynamodb:Query";
const append = "dynamodb:PutItem";

/** What people reach: the gateway with its firewall, one function for each workflow, and the console. */
export class ApiStack extends Stack {
  readonly gateway: Gateway;
  readonly functions: readonly WorkflowFunction[];

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.gateway = new Gateway(this, "Gateway", { stage, key: data.key });
    const { baseUrl, validator } = this.gateway;
    const workflows = {
      system: this.system(props),
      practices: this.practices(props),
      registration: this.registration(props),
      login: this.login(props),
      users: this.users(props),
      profile: this.profile(props),
      audit: this.audit(props),
    } as const satisfies Record<Workflow, WorkflowFunction>;
    const root: RouteRoot = {
      resource: this.gateway.root.resourceForPath(apiRoot),
      validator,
      bodyModel: this.gateway.bodyModel,
    };
    for (const [workflow, routes] of Object.entries(routesByWorkflow)) {
      addWorkflowRoutes(root, routes, workflows[workflow as Workflow]);
    }
    this.functions = Object.values(workflows);

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
    new CfnOutput(this, "FirstSteps", {
      value: `Verify ${stage.mailDomain} in SES (its DKIM records), leave the SES sandbox, then open ${baseUrl}/signup`,
    });
  }

  private system({ stage, data, identity }: ApiStackProps): WorkflowFunction {
    const { practiceTable } = data;
    const system = new WorkflowFunction(this, "system", {
      stage,
      key: data.key,
      errorImpact: "the health page and the API description are not answered, people are not hurt yet",
      environment: { PRACTICE_TABLE: practiceTable.tableName, USER_POOL_ID: identity.userPool.userPoolId },
    });
    system.may(["dynamodb:GetItem"], practiceTable.tableArn);
    system.may([query], `${practiceTable.tableArn}/index/mailDue`);
    system.may(["cognito-idp:DescribeUserPool"], identity.userPool.userPoolArn);
    return system;
  }

  private practices(props: ApiStackProps): WorkflowFunction {
    const practices = new WorkflowFunction(this, "practices", {
      ...this.withTables(props),
      errorImpact: "new practices cannot sign up, and nobody can change a practice's settings",
    });
    this.mayUseTables(practices, props.data);
    return practices;
  }

  private registration(props: ApiStackProps): WorkflowFunction {
    const { data, identity } = props;
    const common = this.withTables(props);
    const registration = new WorkflowFunction(this, "registration", {
      ...common,
      environment: { ...common.environment, USER_POOL_ID: identity.userPool.userPoolId },
      errorImpact: "invited people cannot finish their registration",
      memoryMegabytes: 1024,
    });
    this.mayUseTables(registration, data);
    registration.may([remove], data.practiceTable.tableArn);
    registration.may(
      ["AdminCreateUser", "AdminDeleteUser", "AdminGetUser", "AdminSetUserPassword"].map((verb) => `cognito-idp:${verb}`),
      identity.userPool.userPoolArn,
    );
    return registration;
  }

  private login(props: ApiStackProps): WorkflowFunction {
    const { identity } = props;
    const common = this.withTables(props);
    const login = new WorkflowFunction(this, "login", {
      ...common,
      environment: {
        ...common.environment,
        USER_POOL_ID: identity.userPool.userPoolId,
        USER_POOL_CLIENT_ID: identity.client.ref,
      },
      errorImpact: "nobody can sign in or out; people who are signed in go on working",
      memoryMegabytes: 1024,
    });
    this.mayUseTables(login, props.data);
    const verbs = ["AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminSetUserMFAPreference"];
    login.may(
      [...verbs, "DescribeUserPoolClient"].map((verb) => `cognito-idp:${verb}`),
      identity.userPool.userPoolArn,
    );
    return login;
  }

  private users(props: ApiStackProps): WorkflowFunction {
    const users = new WorkflowFunction(this, "users", {
      ...this.withTables(props),
      errorImpact: "managers cannot see, invite or unlock users",
    });
    this.mayUseTables(users, props.data);
    users.may([query], `${props.data.practiceTable.tableArn}/index/roster`);
    return users;
  }

  private profile(props: ApiStackProps): WorkflowFunction {
    const profile = new WorkflowFunction(this, "profile", {
      ...this.withTables(props),
      errorImpact: "people cannot see or change their own profile",
    });
    this.mayUseTables(profile, props.data);
    return profile;
  }

  private audit(props: ApiStackProps): WorkflowFunction {
    const { data } = props;
    const audit = new WorkflowFunction(this, "audit", {
      ...this.withTables(props),
      errorImpact: "nobody can read the audit log; events are still recorded",
    });
    const { tableArn } = data.auditTable;
    audit.may(read, data.practiceTable.tableArn);
    audit.may([...read, "dynamodb:UpdateItem"], data.sessionTable.tableArn);
    audit.may(["dynamodb:GetItem", query, append], tableArn);
    audit.may([query], ...["byActor", "bySubject", "byPatient", "byAction"].map((name) => `${tableArn}/index/${name}`));
    audit.may(["secretsmanager:GetSecretValue"], data.tokenSecret.secretArn);
    return audit;
  }

  /** What every workflow with the three tables is given. */
  private withTables({ stage, data }: ApiStackProps) {
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

  /** What every workflow that changes something may do: items of the practice, its session, and an audit event more. */
  private mayUseTables(workflow: WorkflowFunction, data: DataStack): void {
    workflow.may([...read, ...write], data.practiceTable.tableArn);
    workflow.may([...read, "dynamodb:PutItem", "dynamodb:UpdateItem", remove], data.sessionTable.tableArn);
    workflow.may([append], data.auditTable.tableArn);
    workflow.may(["secretsmanager:GetSecretValue"], data.tokenSecret.secretArn);
  }
}
