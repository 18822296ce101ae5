import { existsSync } from "node:fs";
import { join } from "node:path";
import { Aws, Duration } from "aws-cdk-lib";
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Deployable, EnvironmentOf } from "../../shared/config/environment.ts";
import { type AcknowledgementName, acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";

/** How one handler is deployed. The environment is typed: a variable that is missing or unknown does not compile. */
export interface WorkflowFunctionProps<D extends Deployable> {
  readonly stage: Stage;
  /** Encrypts its logs, and the tables and secrets it may use. */
  readonly key: IKey;
  readonly environment: EnvironmentOf<D>;
  /** Who is hurt when it fails, and how: the alarm's text and a heading of RUNBOOK.md. No full stop. */
  readonly errorImpact: string;
  /** 512 unless said otherwise. */
  readonly memoryMegabytes?: number;
  /** 10 unless said otherwise. */
  readonly timeoutSeconds?: number;
  /**
   * Keeps the events that it threw at three times. For those that AWS hands over without waiting for the end: the dead-letter
   * queue of an EventBridge rule gets only what could not be handed over at all.
   */
  readonly deadLetters?: Queue;
}

/** Verbs of a table's customer key that DynamoDB and Secrets Manager use in the caller's name. */
const keyVerbs = ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"];

/**
 * The one way a handler is deployed: Node 24 on arm64, its bundle from dist/, a role that may write its log and traces
 * and nothing else until `may` names it.
 */
export class WorkflowFunction<D extends Deployable = Deployable> extends LambdaFunction {
  readonly deployable: Deployable;
  /** `<deployable>: <errorImpact>`, the alarm's text and RUNBOOK heading. */
  readonly failure: string;
  private readonly rights: ManagedPolicy;

  constructor(scope: Construct, deployable: D, props: WorkflowFunctionProps<D>) {
    const { stage, key, errorImpact } = props;
    const id = pascalCase(deployable);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: stage.logRetention,
      encryptionKey: key,
      removalPolicy: stage.removal,
    });
    super(scope, id, {
      description: `${deployable}: ${errorImpact}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundleOf(deployable),
      handler: "handler.handler",
      memorySize: props.memoryMegabytes ?? 512,
      timeout: Duration.seconds(props.timeoutSeconds ?? 10),
      environment: { ...props.environment },
      // Rights lie in a managed policy of our own, so CDK must not write inline ones.
      role: role.withoutPolicyUpdates(),
      logGroup,
      tracing: Tracing.ACTIVE,
      ...(stage.reservedConcurrency && { reservedConcurrentExecutions: stage.reservedConcurrency }),
      ...(props.deadLetters && { deadLetterQueue: props.deadLetters }),
    });
    this.deployable = deployable;
    this.failure = `${deployable}: ${errorImpact}`;
    this.rights = new ManagedPolicy(scope, `${id}Rights`, { roles: [role] });
    // Lambda refuses to make a traced function, or a stream mapping, whose role may not do its part yet.
    this.node.addDependency(this.rights);
    this.may(["logs:CreateLogStream", "logs:PutLogEvents"], logGroup.logGroupArn);
    this.may(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*");
    acknowledge(this.rights, "tracing");
    for (const name of ["noNetwork", "stageConcurrency"] as const) acknowledge(this, name);
    if (props.deadLetters) this.may(["sqs:SendMessage"], props.deadLetters.queueArn);
    else acknowledge(this, "noFunctionDeadLetters");
    this.mayUseKeyThrough(key, "dynamodb", "secretsmanager");
  }

  /** Lets these services, and nobody else, use a key in the function's name. */
  mayUseKeyThrough(key: IKey, ...services: readonly string[]): void {
    this.rights.addStatements(
      new PolicyStatement({
        actions: keyVerbs.map((verb) => `kms:${verb}`),
        resources: [key.keyArn],
        conditions: {
          StringEquals: { "kms:ViaService": services.map((name) => `${name}.${Aws.REGION}.amazonaws.com`) },
        },
      }),
    );
  }

  /** Accepts a finding about the function's rights. */
  acknowledgeRights(name: AcknowledgementName, detail: string): void {
    acknowledge(this.rights, name, detail);
  }

  /** Adds these verbs on these resources, and nothing that follows from them. */
  may(verbs: readonly string[], ...resources: readonly string[]): void {
    this.rights.addStatements(new PolicyStatement({ actions: [...verbs], resources: [...resources] }));
  }

  /** Takes these verbs on these resources from what `may` gave, where AWS knows no narrower resource to give. */
  mayNot(verbs: readonly string[], ...resources: readonly string[]): void {
    this.rights.addStatements(
      new PolicyStatement({ effect: Effect.DENY, actions: [...verbs], resources: [...resources] }),
    );
  }
}

/** `cognito-triggers` → `CognitoTriggers`: the start of the function's logical id. */
export const pascalCase = (deployable: string): string =>
  deployable.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

function bundleOf(deployable: Deployable): Code {
  const folder = join(import.meta.dirname, "../../dist/functions", deployable);
  if (!existsSync(join(folder, "handler.mjs"))) {
    throw new Error(`dist/functions/${deployable}/handler.mjs is missing: run "npm run build" first`);
  }
  return Code.fromAsset(folder, { exclude: ["*.map"] });
}
