import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";

/** A private bucket with its own access log beside it: TLS only, versioned, nothing public. */
export class LoggedBucket extends Bucket {
  constructor(scope: Construct, id: string, props: BucketProps & { readonly stage: Stage }) {
    const { stage, ...rest } = props;
    const common = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      removalPolicy: stage.removal,
    };
    const accessLogs = new Bucket(scope, `${id}AccessLogs`, { ...common, encryption: BucketEncryption.S3_MANAGED });
    acknowledge(accessLogs, "logBucket");
    acknowledge(accessLogs, "noReplication");
    super(scope, id, {
      ...common,
      encryption: BucketEncryption.KMS,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLogs,
      ...rest,
    });
    acknowledge(this, "noReplication");
  }
}
