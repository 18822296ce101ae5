import { ArnFormat, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface MailStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Sends what the outbox holds: the stream wakes the mailer at once, a sweep each minute finds what the stream missed. */
export class MailStack extends Stack {
  readonly mailer: WorkflowFunction;
  /** Outbox rows that the stream could not hand over, and sweeps that could not start. */
  readonly deadLetters: Readonly<Record<"records" | "sweeps", Queue>>;

  constructor(scope: Construct, id: string, props: MailStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    const configuration = new ConfigurationSet(this, "Configuration", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(stage.mailDomain),
      configurationSet: configuration,
    });
    this.deadLetters = { records: this.deadLetterQueue("LostRecords"), sweeps: this.deadLetterQueue("LostSweeps") };

    this.mailer = new WorkflowFunction(this, "mailer", {
      stage,
      key: data.key,
      errorImpact: "letters are late, so people wait for invitations, links and sign-in codes",
      timeoutSeconds: 30,
      environment: {
        PRACTICE_TABLE: data.practiceTable.tableName,
        SESSION_TABLE: data.sessionTable.tableName,
        AUDIT_TABLE: data.auditTable.tableName,
        TOKEN_SECRET_ID: data.tokenSecret.secretArn,
        SENDER_ADDRESS: stage.senderAddress,
        CONFIGURATION_SET: configuration.configurationSetName,
        BASE_URL_PARAMETER: stage.baseUrlParameter,
      },
    });
    const practice = data.practiceTable.tableArn;
    this.mailer.may(["dynamodb:GetItem", "dynamodb:UpdateItem"], practice);
    this.mailer.may(["dynamodb:Query"], `${practice}/index/mailDue`);
    this.mailer.may(["dynamodb:PutItem"], data.sessionTable.tableArn);
    this.mailer.may(["dynamodb:PutItem"], data.auditTable.tableArn);
    this.mailer.may(["secretsmanager:GetSecretValue"], data.tokenSecret.secretArn);
    this.mailer.may(
      ["ses:SendEmail"],
      identity.emailIdentityArn,
      this.arn("ses", "configuration-set", configuration.configurationSetName),
    );
    // A text to a phone number is published to no resource; without topics, texts are all that is left.
    this.mailer.may(["sns:Publish"], "*");
    this.mailer.mayNot(["sns:Publish"], this.formatArn({ service: "sns", region: "*", account: "*", resource: "*" }));
    this.mailer.may(["ssm:GetParameter"], this.arn("ssm", "parameter", stage.baseUrlParameter.slice(1)));
    this.wakeOnOutboxRows(data);
    this.sweepEachMinute();
  }

  private wakeOnOutboxRows(data: DataStack): void {
    const stream = data.practiceTable.tableStreamArn;
    if (!stream) throw new Error("the practice table has no stream to wake the mailer");
    const { records } = this.deadLetters;
    this.mailer.may(
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      stream,
    );
    this.mailer.may(["sqs:SendMessage"], records.queueArn);
    new EventSourceMapping(this, "OutboxRows", {
      target: this.mailer,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      // A letter is wanted at once; the sweep is there for what fails here, so a few tries are enough.
      maxBatchingWindow: Duration.seconds(0),
      retryAttempts: 3,
      maxRecordAge: Duration.hours(1),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      parallelizationFactor: 2,
      onFailure: new SqsDlq(records),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("INSERT"),
          dynamodb: { NewImage: { sk: { S: FilterRule.beginsWith("O#") } } },
        }),
      ],
    });
  }

  private sweepEachMinute(): void {
    const { sweeps } = this.deadLetters;
    const target = new FunctionTarget(this.mailer, {
      event: RuleTargetInput.fromObject({ sweep: true }),
      deadLetterQueue: sweeps,
      // The next sweep is a minute away and does the same.
      retryAttempts: 1,
      maxEventAge: Duration.minutes(5),
    });
    new Rule(this, "Sweep", { schedule: Schedule.rate(Duration.minutes(1)), targets: [target] });
  }

  private deadLetterQueue(id: string): Queue {
    const queue = new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(queue, "isDeadLetterQueue");
    return queue;
  }

  private arn(service: string, resource: string, resourceName: string): string {
    return this.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }
}
