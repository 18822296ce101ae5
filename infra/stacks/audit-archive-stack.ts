import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { LoggedBucket } from "../constructs/logged-bucket.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface AuditArchiveStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** Where the audit log is sealed: blocks that nobody can change, signed with a key that nobody can read. */
export class AuditArchiveStack extends Stack {
  readonly archive: LoggedBucket;
  readonly signingKey: Key;

  constructor(scope: Construct, id: string, props: AuditArchiveStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    const { mode, days } = stage.archiveLock;
    const lock = { GOVERNANCE: ObjectLockRetention.governance, COMPLIANCE: ObjectLockRetention.compliance }[mode];
    this.archive = new LoggedBucket(this, "Archive", {
      stage,
      encryptionKey: data.key,
      objectLockEnabled: true,
      objectLockDefaultRetention: lock(Duration.days(days)),
    });
    this.signingKey = new Key(this, "SigningKey", {
      description: `Gatehouse ${stage.name}: signs the blocks of the audit log`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: stage.removal,
    });
  }
}
