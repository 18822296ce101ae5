import { ArnFormat, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { deadLetterQueue, sweepEachMinute, wakeOnRecords } from "../constructs/waking.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface MailStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** What SES is to tell of a letter. */
const told = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

/** Sends what the outbox holds: the stream wakes the mailer at once, a sweep each minute finds what the stream missed. */
export class MailStack extends Stack {
  readonly mailer: WorkflowFunction;
  readonly mailEvents: WorkflowFunction;
  /** Outbox rows that the stream could not hand over, sweeps that could not start, and events that could not be taken. */
  readonly deadLetters: Readonly<Record<"records" | "sweeps" | "events", Queue>>;

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
    this.deadLetters = {
      records: deadLetterQueue(this, "LostRecords"),
      sweeps: deadLetterQueue(this, "LostSweeps"),
      events: deadLetterQueue(this, "LostEvents"),
    };

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
        SFTP_PARAMETER: stage.sftpParameter,
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
    const parameters = [stage.baseUrlParameter, stage.sftpParameter];
    this.mailer.may(["ssm:GetParameter"], ...parameters.map((name) => this.arn("ssm", "parameter", name.slice(1))));
    wakeOnRecords(this, this.mailer, {
      id: "OutboxRows",
      stream: data.practiceTable.tableStreamArn,
      batchSize: 10,
      filter: {
        eventName: FilterRule.isEqual("INSERT"),
        dynamodb: { NewImage: { sk: { S: FilterRule.beginsWith("O#") } } },
      },
      lost: this.deadLetters.records,
    });
    sweepEachMinute(this, this.mailer, this.deadLetters.sweeps);
    this.mailEvents = this.eventsOf(configuration, props);
  }

  /** What SES tells of our letters goes over the account's event bus; what the function cannot take in three tries is kept. */
  private eventsOf(configuration: ConfigurationSet, { stage, data }: MailStackProps): WorkflowFunction {
    const bus = EventBus.fromEventBusName(this, "Bus", "default");
    configuration.addEventDestination("Events", { destination: EventDestination.eventBus(bus), events: told });
    const mailEvents = new WorkflowFunction(this, "mail-events", {
      stage,
      key: data.key,
      errorImpact: "lists do not show that letters arrived or bounced",
      deadLetters: this.deadLetters.events,
      environment: { PRACTICE_TABLE: data.practiceTable.tableName, AUDIT_TABLE: data.auditTable.tableName },
    });
    mailEvents.may(["dynamodb:GetItem", "dynamodb:UpdateItem"], data.practiceTable.tableArn);
    mailEvents.may(["dynamodb:PutItem"], data.auditTable.tableArn);
    const target = new FunctionTarget(mailEvents, {
      deadLetterQueue: this.deadLetters.events,
      retryAttempts: 10,
      maxEventAge: Duration.hours(6),
    });
    const ofOurs = { mail: { tags: { "ses:configuration-set": [configuration.configurationSetName] } } };
    new Rule(this, "MailEventsRule", { eventPattern: { source: ["aws.ses"], detail: ofOurs }, targets: [target] });
    return mailEvents;
  }

  private arn(service: string, resource: string, resourceName: string): string {
    return this.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }
}
