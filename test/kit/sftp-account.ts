import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { noteSecrets } from "./canaries.ts";
import { unique } from "./person.ts";

/** What a test wants of an SFTP account, beside what every one has. */
export interface WantedAccount {
  readonly practiceId: string;
  readonly ownerId: string;
  readonly password?: string;
  readonly publicKey?: string;
  readonly addresses?: readonly string[];
}

/**
 * Opens an account in this process as an approval does, with a password that the test knows instead of a link to one.
 * Call `takeEnvironment` first.
 */
export async function openSftpAccount({
  practiceId,
  ownerId,
  password,
  ...wanted
}: WantedAccount): Promise<SftpAccount> {
  const { commit } = await import("../../shared/data/commit.ts");
  const { openedAccount } = await import("../../shared/data/sftp-opening.ts");
  const { sftpAccountChange } = await import("../../shared/data/sftp-accounts.ts");
  const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
  const { madeSecret } = await import("../../shared/domain/sftp-account.ts");
  const { pepperedHash } = await import("../../shared/secrets/sftp-password.ts");
  const { currentKeyVersion } = await import("../../shared/secrets/key-ring.ts");
  const now = new Date();
  const origin = { practiceId, actorId: ownerId, actorName: "Ada Owner", now };
  const { account, changes, deeds, mails } = openedAccount({
    practice: { practiceId, name: "Sunrise", timeZone: "America/Chicago", policy: undefined },
    owner: { userId: ownerId, firstName: "Ada", lastName: "Owner", email: `${unique("ada")}@sunrise.example` },
    request: { softwareName: "Theralytics", claimType: "837P", contactName: "Ada Owner", ...wanted },
    username: unique("sunrise-theralytics"),
    keyVersion: await currentKeyVersion(),
    now,
  });
  const [first, ...others] = deeds;
  if (!first) throw new Error("an account is opened without a word");
  await commit(origin, { changes: [...changes], deeds: [first, ...others], mails: [...mails] });
  if (password === undefined) return account;
  noteSecrets([password]);
  const seenBy = { userId: ownerId, name: "Ada Owner" };
  const secret = madeSecret({ secretId: `sfs_${unique("s")}`, seenBy, now, ...(await pepperedHash(password)) });
  const change = sftpAccountChange(scopeOf(practiceId), account, { set: { secrets: [secret] } });
  await commit(origin, {
    changes: [change],
    deeds: [{ action: "sftp.account-changed", subjectId: account.accountId }],
  });
  return { ...account, secrets: [secret], version: 2 };
}
