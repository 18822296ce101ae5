import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, HIPAASecurityChecks } from "cdk-nag";
import type { IConstruct } from "constructs";

interface Acknowledgement {
  /** Rules of cdk-nag; `{}` stands for the detail given with it. */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** Every rule of the two packs that we do not follow somewhere, with why. There is no other place to acknowledge one. */
export const acknowledgements = {
  tracing: {
    rules: ["AwsSolutions-IAM5[Resource::*]"],
    reason:
      "xray:PutTraceSegments and xray:PutTelemetryRecords know no resource, nor does sns:Publish to a phone number, which only the mailer may, every topic denied; the policy's other statements name theirs.",
  },
  noNetwork: {
    rules: ["HIPAA.Security-LambdaInsideVPC"],
    reason:
      "Functions call AWS services only, over TLS and by IAM; a VPC would add cold start and a way out, and protect nothing.",
  },
  stageConcurrency: {
    rules: ["HIPAA.Security-LambdaConcurrency"],
    reason: "Reserved concurrency is a stage value: prod keeps some for each function, a small account can keep none.",
  },
  releaseConcurrency: {
    rules: ["HIPAA.Security-LambdaConcurrency"],
    reason: "The release step runs once for each release, called by CloudFormation and nobody else.",
  },
  noFunctionDeadLetters: {
    rules: ["HIPAA.Security-LambdaDLQ"],
    reason: "Calls are synchronous, or their source (stream mapping, schedule) has its own dead-letter queue.",
  },
  isDeadLetterQueue: {
    rules: ["AwsSolutions-SQS3"],
    reason: "This queue is itself the end of the line: an alarm rings when a message lies in it.",
  },
  backupRole: {
    rules: [
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
    ],
    reason: "AWS Backup needs exactly the policy that AWS keeps for it; only the backup service can take this role.",
  },
  gatewayLogRole: {
    rules: [
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
    ],
    reason: "API Gateway asks for this AWS policy before it writes any log; only API Gateway can take the role.",
  },
  ownKeyRotation: {
    rules: ["AwsSolutions-SMG4", "HIPAA.Security-SecretsManagerRotationEnabled"],
    reason:
      "Tokens carry the version of their key and an old key stays valid for 30 days: a blind replacement by Secrets Manager would void every mailed link.",
  },
  passphrases: {
    rules: ["AwsSolutions-COG1"],
    reason:
      "Length and a list of known passwords instead of character classes (NIST SP 800-63B 3.1.1.2); our own policy is stricter than the pool's.",
  },
  secondStepIsOurs: {
    rules: ["AwsSolutions-COG2"],
    reason:
      "Every sign-in has a second step, but some people's is a mailed code that Gatehouse verifies, which Cognito cannot require.",
  },
  essentialsPlan: {
    rules: ["AwsSolutions-COG8"],
    reason:
      "Attempts are counted and locked by Gatehouse before Cognito sees them; the Plus plan's scoring would not see the caller.",
  },
  noResponseCache: {
    rules: ["HIPAA.Security-APIGWCacheEnabledAndEncrypted"],
    reason: "Answers hold personal data of one practice and are never cached anywhere.",
  },
  sessionInHandler: {
    rules: ["AwsSolutions-APIG4", "AwsSolutions-COG4"],
    reason:
      "The handler checks the session cookie of each request with one read; which routes are public is listed and tested, as is every other route's 401.",
  },
  consoleObjects: {
    rules: ["AwsSolutions-IAM5[Resource::<{}.Arn>/assets/*]"],
    reason: "The console's scripts and styles have hashed names that change with every release; they are public files.",
  },
  consoleDeployment: {
    rules: ["AwsSolutions-IAM5[Resource::<{}.Arn>/*]"],
    reason: "The release step writes every file of the console into the console's own bucket, and only there.",
  },
  sftpAccounts: {
    rules: ["AwsSolutions-IAM5[Resource::<{}.Arn>/practices/*]"],
    reason:
      "The SFTP server takes this role for every account and only with a session policy that leaves the one account's own folder; accounts come and go without a deployment.",
  },
  accountFolders: {
    rules: [
      "AwsSolutions-IAM5[Resource::<{}.Arn>/practices/*/inbound/]",
      "AwsSolutions-IAM5[Resource::<{}.Arn>/practices/*/outbound/]",
    ],
    reason:
      "The function makes the two empty folders of whichever account signs in, and cannot write a file; accounts come and go without a deployment.",
  },
  arrivedFiles: {
    rules: ["AwsSolutions-IAM5[Resource::<{}.Arn>/practices/*]"],
    reason:
      "The function reads what any account sent and answers into the same account's folder, both found by the event's own path; accounts come and go without a deployment.",
  },
  providerRuntime: {
    rules: ["AwsSolutions-L1"],
    reason: "CDK chooses the runtime of its release steps and raises it with each version of CDK.",
  },
  noReplication: {
    rules: ["HIPAA.Security-S3BucketReplicationEnabled"],
    reason: "One region by design: objects are versioned, and the console can be released again from its source.",
  },
  logBucket: {
    rules: ["HIPAA.Security-S3DefaultEncryptionKMS"],
    reason: "This bucket holds S3 access logs, which S3 delivers only to buckets encrypted with its own key.",
  },
} as const satisfies Record<string, Acknowledgement>;

export type AcknowledgementName = keyof typeof acknowledgements;

/** Accepts, for one construct and what is below it, the findings that `name` stands for. */
export function acknowledge(construct: IConstruct, name: AcknowledgementName, detail = ""): void {
  const { rules, reason } = acknowledgements[name];
  Validations.of(construct).acknowledge(...rules.map((rule) => ({ id: rule.replace("{}", detail), reason })));
}

/** Holds every stack to the two packs; the reasons stay readable in the templates. */
export function checkWithNag(app: App): void {
  const options = { writeSuppressionsToCloudFormation: true };
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, options), new HIPAASecurityChecks(app, options));
}
