import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { alarmLines } from "../../shared/config/alarm-lines.ts";
import { pascalCase, type WorkflowFunction } from "../constructs/workflow-function.ts";
import type { ApiStack } from "./api-stack.ts";
import type { CaretakerStack } from "./caretaker-stack.ts";
import type { DataStack } from "./data-stack.ts";
import type { DirectoryStack } from "./directory-stack.ts";
import type { EpcsStack } from "./epcs-stack.ts";
import type { IdentityStack } from "./identity-stack.ts";
import type { MailStack } from "./mail-stack.ts";
import type { SftpStack } from "./sftp-stack.ts";

export interface ObservabilityStackProps extends StackProps {
  readonly data: DataStack;
  readonly directory: DirectoryStack;
  readonly caretaker: CaretakerStack;
  readonly epcs: EpcsStack;
  readonly mail: MailStack;
  readonly identity: IdentityStack;
  readonly api: ApiStack;
  /** In stages that have an SFTP server. */
  readonly sftp: SftpStack | undefined;
}

/** When an alarm rings; its text is a heading of RUNBOOK.md. */
interface Ringing {
  readonly id: string;
  readonly text: string;
  readonly metric: IMetric;
  readonly atLeast: number;
}

/** Tells somebody: an alarm for each way to fail, all to one topic, and a dashboard of the same figures. */
export class ObservabilityStack extends Stack {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { data, directory, caretaker, epcs, mail, identity, api, sftp } = props;
    this.topic = new Topic(this, "Alarms", { masterKey: data.key, enforceSSL: true });
    const functions = [
      ...api.functions,
      identity.triggers,
      directory.directory,
      caretaker.caretaker,
      epcs.epcsDay,
      mail.mailer,
      mail.mailEvents,
      ...(sftp ? [sftp.identity, sftp.readers.fileArrival, sftp.readers.sftpLog] : []),
    ];
    for (const fn of functions) {
      const metric = fn.metricErrors({ period: Duration.minutes(1), statistic: "Sum" });
      this.alarm({ id: `${pascalCase(fn.deployable)}Errors`, text: fn.failure, metric, atLeast: 1 });
    }
    this.mailAlarms(mail);
    this.attackAlarm(api);
    this.directoryAlarms(directory);
    if (sftp) this.sftpAlarms(sftp);
    this.alarm({
      id: "LostCare",
      text: "caretaker sweep: it could not be started, accounts are looked through later",
      metric: caretaker.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: "Maximum",
      }),
      atLeast: 1,
    });
    this.alarm({
      id: "LostEpcsSweeps",
      text: "EPCS sweep: it could not be started, daily lists are late",
      metric: epcs.deadLetters.sweeps.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: "Maximum",
      }),
      atLeast: 1,
    });
    const serverErrors = api.gateway.metricServerError({ period: Duration.minutes(1), statistic: "Sum" });
    this.alarm({
      id: "GatewayServerErrors",
      text: "gateway: people get error 5xx, from a function that failed or was not reached",
      metric: serverErrors,
      atLeast: 1,
    });
    this.dashboard(functions, api);
    new CfnOutput(this, "AlarmTopic", {
      value: this.topic.topicArn,
      description: "Subscribe whoever is on call to this",
    });
  }

  private mailAlarms({ mailer, deadLetters }: MailStack): void {
    const period = Duration.minutes(1);
    this.alarm({
      id: "LostRecords",
      text: "mail stream: an outbox row was given up, its letter waits for the sweep",
      metric: deadLetters.records.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      atLeast: 1,
    });
    this.alarm({
      id: "LostSweeps",
      text: "mail sweep: the mailer could not be started, late letters stay late",
      metric: deadLetters.sweeps.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      atLeast: 1,
    });
    this.alarm({
      id: "LostMailEvents",
      text: "mail events: what became of a letter was given up, lists show it as sent",
      metric: deadLetters.events.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      atLeast: 1,
    });
    this.alarm({
      id: "MailStreamAge",
      text: "mail stream: the mailer is two minutes behind, so letters and codes arrive late",
      metric: mailer.metric("IteratorAge", { period, statistic: "Maximum" }),
      atLeast: Duration.minutes(2).toMilliseconds(),
    });
  }

  /** Each address that was stopped prints one line in five minutes; one of them is a person to look at it. */
  private attackAlarm({ signInLog }: ApiStack): void {
    const filter = new MetricFilter(this, "SprayingLines", {
      logGroup: signInLog,
      filterPattern: FilterPattern.stringValue("$.message", "=", alarmLines.spraying),
      metricNamespace: "Gatehouse",
      metricName: "SprayingAddresses",
      metricValue: "1",
    });
    this.alarm({
      id: "Spraying",
      text: "login: somebody tries passwords over many accounts from one address, which was stopped",
      metric: filter.metric({ period: Duration.minutes(5), statistic: "Sum" }),
      atLeast: 1,
    });
  }

  private directoryAlarms({ directory, deadLetters }: DirectoryStack): void {
    const period = Duration.minutes(1);
    this.alarm({
      id: "LostUserRows",
      text: "directory stream: changed users were given up, lists show them as they were",
      metric: deadLetters.records.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      atLeast: 1,
    });
    this.alarm({
      id: "LostDirectorySweeps",
      text: "directory sweep: it could not be started, lists show ended locks and invitations as they were",
      metric: deadLetters.sweeps.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      atLeast: 1,
    });
    this.alarm({
      id: "DirectoryStreamAge",
      text: "directory stream: lists are two minutes behind the users' rows",
      metric: directory.metric("IteratorAge", { period, statistic: "Maximum" }),
      atLeast: Duration.minutes(2).toMilliseconds(),
    });
  }

  /** Nobody would see it elsewhere: the client only reads that its password is wrong. */
  private sftpAlarms({ identity, readers }: SftpStack): void {
    const period = Duration.minutes(1);
    this.alarm({
      id: "LostFileEvents",
      text: "file events: a file that went over SFTP was given up, it stands in no transfer log and has no answer",
      metric: readers.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
      atLeast: 1,
    });
    this.alarm({
      id: "SftpThrottles",
      text: "sftp-identity: sign-ins at SFTP are refused, because the function that decides them was not free",
      metric: identity.metricThrottles({ period: Duration.minutes(1), statistic: "Sum" }),
      atLeast: 1,
    });
  }

  private alarm({ id, text, metric, atLeast }: Ringing): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: text,
      metric,
      threshold: atLeast,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No calls, no failures.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  private dashboard(functions: readonly WorkflowFunction[], { gateway }: ApiStack): void {
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    const each = (measure: (fn: WorkflowFunction) => Metric) =>
      functions.map((fn) => measure(fn).with({ label: fn.deployable }));
    new Dashboard(this, "Dashboard", {
      defaultInterval: Duration.hours(6),
      widgets: [
        [
          graph("Requests", [gateway.metricCount(), gateway.metricClientError(), gateway.metricServerError()]),
          graph("Answer time, slowest of 100", [gateway.metricLatency({ statistic: "p99" })]),
        ],
        [
          graph(
            "Failures",
            each((fn) => fn.metricErrors()),
          ),
          graph(
            "Run time, slowest of 100",
            each((fn) => fn.metricDuration({ statistic: "p99" })),
          ),
        ],
        [
          graph(
            "Runs refused for lack of concurrency",
            each((fn) => fn.metricThrottles()),
          ),
          graph(
            "Runs",
            each((fn) => fn.metricInvocations()),
          ),
        ],
      ],
    });
  }
}
