import { ArnFormat, Stack, type StackProps } from "aws-cdk-lib";
import { BackupPlan, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/** What the audit list shows of an event. */
const auditColumns = [
  ...["eventId", "at", "action", "outcome", "actorId", "actorName", "subjectId", "subjectName", "address"],
  ...["application", "roles", "siteId", "siteName", "reason", "breakGlass"],
];

/** Everything that must outlive a release: the four tables, their key, the token secret and the backups. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly tokenSecret: Secret;
  readonly practiceTable: Table;
  readonly sessionTable: Table;
  readonly auditTable: Table;
  /** What lists of users are read from; made from the practice table, and made anew by a rebuild. */
  readonly directoryTable: Table;

  constructor(scope: Construct, id: string, props: StackProps & { readonly stage: Stage }) {
    super(scope, id, props);
    const { stage } = props;
    this.key = new Key(this, "Key", {
      description: `Gatehouse ${stage.name}: tables, secrets, logs and alarms`,
      enableKeyRotation: true,
      removalPolicy: stage.removal,
    });
    this.letServicesUseKey();
    this.tokenSecret = new Secret(this, "TokenSecret", {
      description: "The key that invitation links, reset links and list cursors are derived from",
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: stage.removal,
    });
    acknowledge(this.tokenSecret, "ownKeyRotation");

    this.practiceTable = this.table("Practice", stage, StreamViewType.NEW_AND_OLD_IMAGES);
    this.practiceTable.addGlobalSecondaryIndex({
      indexName: "mailDue",
      partitionKey: text("mailQueue"),
      sortKey: text("dueAt"),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.sessionTable = this.table("Session", stage);
    this.auditTable = this.table("Audit", stage, StreamViewType.NEW_AND_OLD_IMAGES);
    this.addAuditIndex("byActor", "actorId");
    this.addAuditIndex("bySubject", "subjectId");
    this.addAuditIndex("byPatient", "patientId");
    this.addAuditIndex("byAction", "action");

    this.directoryTable = this.table("Directory", stage);
    this.directoryTable.addGlobalSecondaryIndex({
      indexName: "due",
      partitionKey: text("dueOf"),
      sortKey: text("dueAt"),
      projectionType: ProjectionType.KEYS_ONLY,
    });

    const vault = new BackupVault(this, "Vault", { encryptionKey: this.key, removalPolicy: stage.removal });
    const plan = BackupPlan.dailyWeeklyMonthly5YearRetention(this, "Backup", vault);
    const tables = [this.practiceTable, this.sessionTable, this.auditTable, this.directoryTable];
    plan.addSelection("Tables", { resources: tables.map((table) => BackupResource.fromDynamoDbTable(table)) });
    acknowledge(plan, "backupRole");
  }

  private table(id: string, stage: Stage, stream?: StreamViewType): Table {
    return new Table(this, id, {
      partitionKey: text("pk"),
      sortKey: text("sk"),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: "expiresAtSeconds",
      deletionProtection: stage.isProtected,
      removalPolicy: stage.removal,
      ...(stream && { stream }),
    });
  }

  /** Events of one practice about one thing, newest by sort key: two attributes make the partition, no glued text. */
  private addAuditIndex(indexName: string, about: string): void {
    this.auditTable.addGlobalSecondaryIndex({
      indexName,
      partitionKeys: [text("practiceId"), text(about)],
      sortKey: text("sk"),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: auditColumns.filter((column) => column !== about),
    });
  }

  /** Logs of every stack and the alarms' topic are encrypted with this key by their services, not by a role of ours. */
  private letServicesUseKey(): void {
    const logGroups = this.formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: "*",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const ofOurLogs = { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } };
    this.key.grantEncryptDecrypt(new ServicePrincipal("logs.amazonaws.com", { conditions: ofOurLogs }));
    const ofOurAccount = { StringEquals: { "aws:SourceAccount": this.account } };
    this.key.grantEncryptDecrypt(new ServicePrincipal("cloudwatch.amazonaws.com", { conditions: ofOurAccount }));
  }
}
