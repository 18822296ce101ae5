import { variable } from "../../shared/config/environment.ts";
import { homeOf, type SftpAccount } from "../../shared/domain/sftp-account.ts";
import { folders, makeFolders } from "./make-folders.ts";

/** What Transfer is answered: whoever gets a role is in. */
export interface SftpSession {
  readonly Role?: string;
  readonly HomeDirectoryType?: "LOGICAL";
  /** JSON. */
  readonly HomeDirectoryDetails?: string;
  /** JSON, 2,048 characters at most. */
  readonly Policy?: string;
  readonly PublicKeys?: readonly string[];
}

/** Nobody gets in. */
export const refusal: SftpSession = {};

/** Transfer ends no connection: one that is open when its account is disabled opens no file after this long. */
const sessionMinutes = 30;

/**
 * The session of an account: it sees `/inbound` and `/outbound` and nothing else, and its policy allows no more than that
 * even where the directories did not hold: writing in the one, reading in both. Source: PRODUCT.md S5; SECURITY B10, A24.
 */
export async function sessionOf({ practiceId, accountId }: SftpAccount, now: Date): Promise<SftpSession> {
  const bucket = variable("SFTP_BUCKET");
  const home = homeOf(practiceId, accountId);
  await makeFolders(home, now);
  return {
    Role: variable("SFTP_ROLE_ARN"),
    HomeDirectoryType: "LOGICAL",
    HomeDirectoryDetails: JSON.stringify(
      folders.map((folder) => ({ Entry: `/${folder}`, Target: `/${bucket}/${home}/${folder}` })),
    ),
    Policy: JSON.stringify(policyOf(bucket, home, now)),
  };
}

/** Read only by the role's own policy, which it narrows; nothing of it adds a right. */
function policyOf(bucket: string, home: string, now: Date) {
  const [, partition] = variable("SFTP_ROLE_ARN").split(":");
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const below = folders.flatMap((folder) => [`${home}/${folder}`, `${home}/${folder}/*`]);
  const statement = (Action: readonly string[], Resource: string, more = {}) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...more,
  });
  const end = new Date(now.getTime() + sessionMinutes * 60_000).toISOString();
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { DateGreaterThan: { "aws:CurrentTime": end } } },
      statement(["s3:ListBucket"], bucketArn, { Condition: { StringLike: { "s3:prefix": below } } }),
      statement(["s3:GetBucketLocation"], bucketArn),
      statement(
        ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"],
        `${bucketArn}/${home}/inbound/*`,
      ),
      statement(["s3:GetObject", "s3:GetObjectVersion"], `${bucketArn}/${home}/outbound/*`),
      statement(["kms:Decrypt", "kms:GenerateDataKey"], "*", {
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      }),
    ],
  };
}
