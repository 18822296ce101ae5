import { Aws, CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { CfnServer } from "aws-cdk-lib/aws-transfer";
import type { Construct } from "constructs";
import type { SftpParameter } from "../../shared/config/sftp-endpoint.ts";
import { HostKey } from "../constructs/host-key.ts";
import { LoggedBucket } from "../constructs/logged-bucket.ts";
import { type SftpReaders, sftpReaders } from "../constructs/sftp-files.ts";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import { mayReadSftpEndpoint } from "../constructs/workflow-tables.ts";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface SftpStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Below this prefix, and nowhere else, lie the files of accounts: `practices/<practiceId>/sftp/<accountId>/…`. */
const accounts = "practices/*";

/** Where software sends claim files and fetches what came back: a server by the hour, only in stages that ask for it. */
export class SftpStack extends Stack {
  /** Every account's files; the server puts them there, and tells EventBridge's default bus of each. */
  readonly files: LoggedBucket;
  /** What the server tells of sign-ins and files, one JSON line each. */
  readonly serverLog: LogGroup;
  readonly identity: WorkflowFunction;
  readonly server: CfnServer;
  readonly readers: SftpReaders;

  constructor(scope: Construct, id: string, props: SftpStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.files = new LoggedBucket(this, "Files", {
      stage,
      encryptionKey: data.key,
      lifecycleRules: [
        {
          expiration: Duration.days(stage.sftpFileDays),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.serverLog = new LogGroup(this, "ServerLogs", {
      encryptionKey: data.key,
      retention: stage.logRetention,
      removalPolicy: stage.removal,
    });
    this.identity = this.identityFunction(props, this.userRole(data.key));
    this.server = this.transferServer();
    this.identity.addPermission("AskedByServer", {
      principal: new ServicePrincipal("transfer.amazonaws.com"),
      sourceArn: this.server.attrArn,
      sourceAccount: this.account,
    });
    this.tellAddress(props);
    this.readers = sftpReaders(this, { ...props, files: this.files, server: this.server, serverLog: this.serverLog });
  }

  /** What the server may do with the files in somebody's name; each session's policy leaves only his own account's of it. */
  private userRole(key: IKey): Role {
    const role = new Role(this, "User", {
      description: "Taken by the SFTP server for each session, with a policy that leaves one account's files",
      assumedBy: new ServicePrincipal("transfer.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": this.account },
          // The service names the user, not the server. Which server it is cannot be said here: it is made after the role.
          ArnLike: { "aws:SourceArn": this.formatArn({ service: "transfer", resource: "user", resourceName: "*" }) },
        },
      }),
    });
    const rights = new ManagedPolicy(this, "UserRights", {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ["s3:ListBucket"],
          resources: [this.files.bucketArn],
          conditions: { StringLike: { "s3:prefix": accounts } },
        }),
        new PolicyStatement({ actions: ["s3:GetBucketLocation"], resources: [this.files.bucketArn] }),
        new PolicyStatement({
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          resources: [this.files.arnForObjects(accounts)],
        }),
        new PolicyStatement({
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: [key.keyArn],
          conditions: { StringEquals: { "kms:ViaService": `s3.${Aws.REGION}.amazonaws.com` } },
        }),
      ],
    });
    acknowledge(rights, "sftpAccounts", this.getLogicalId(this.files.node.defaultChild as CfnBucket));
    return role;
  }

  private identityFunction({ stage, data }: SftpStackProps, user: Role): WorkflowFunction {
    const identity = new WorkflowFunction(this, "sftp-identity", {
      stage,
      key: data.key,
      errorImpact: "software is refused at SFTP, so claim files wait and acknowledgements are not fetched",
      environment: {
        PRACTICE_TABLE: data.practiceTable.tableName,
        SESSION_TABLE: data.sessionTable.tableName,
        AUDIT_TABLE: data.auditTable.tableName,
        TOKEN_SECRET_ID: data.tokenSecret.secretArn,
        SFTP_BUCKET: this.files.bucketName,
        SFTP_ROLE_ARN: user.roleArn,
        SFTP_PARAMETER: stage.sftpParameter,
      },
    });
    identity.may(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], data.practiceTable.tableArn);
    identity.may(["dynamodb:PutItem", "dynamodb:UpdateItem"], data.sessionTable.tableArn);
    identity.may(["dynamodb:PutItem"], data.auditTable.tableArn);
    identity.may(["secretsmanager:GetSecretValue"], data.tokenSecret.secretArn);
    mayReadSftpEndpoint(identity, stage);
    identity.may(
      ["s3:PutObject"],
      ...["inbound", "outbound"].map((name) => this.files.arnForObjects(`${accounts}/${name}/`)),
    );
    identity.mayUseKeyThrough(data.key, "s3");
    identity.acknowledgeRights("accountFolders", this.getLogicalId(this.files.node.defaultChild as CfnBucket));
    return identity;
  }

  private transferServer(): CfnServer {
    return new CfnServer(this, "Server", {
      domain: "S3",
      endpointType: "PUBLIC",
      protocols: ["SFTP"],
      identityProviderType: "AWS_LAMBDA",
      // Not the API Gateway kind: its execution log would hold passwords.
      identityProviderDetails: {
        function: this.identity.functionArn,
        sftpAuthenticationMethods: "PUBLIC_KEY_OR_PASSWORD",
      },
      securityPolicyName: "TransferSecurityPolicy-2024-01",
      // Clients that set times after an upload would otherwise say that it failed.
      protocolDetails: { setStatOption: "ENABLE_NO_OP" },
      s3StorageOptions: { directoryListingOptimization: "ENABLED" },
      structuredLogDestinations: [this.serverLog.logGroupArn],
    });
  }

  /** For functions of earlier stacks, which know the parameter's name, and for whoever deploys. */
  private tellAddress({ stage, data }: SftpStackProps): void {
    const { fingerprint } = new HostKey(this, "HostKey", { stage, key: data.key, server: this.server });
    const serverId = this.server.attrServerId;
    const address = `${serverId}.server.transfer.${Aws.REGION}.${Aws.URL_SUFFIX}:22`;
    const parameter: SftpParameter = { serverId, address, hostKey: fingerprint };
    new StringParameter(this, "Endpoint", {
      parameterName: stage.sftpParameter,
      description: "Where SFTP clients connect to, and the host key they see",
      stringValue: this.toJsonString(parameter),
    });
    new CfnOutput(this, "SftpAddress", { value: address, description: "Where SFTP clients connect to" });
    new CfnOutput(this, "SftpHostKey", { value: fingerprint, description: "The host key they are to see" });
  }
}
