import type { Origin } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import type { LetterMail } from "../../shared/data/outbox.ts";
import { readSftpAccount, sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import {
  madeSecret,
  mailedAgain,
  mostSecrets,
  type SftpAccount,
  type SftpSecret,
  standingSecrets,
  withSecret,
} from "../../shared/domain/sftp-account.ts";
import { Unsendable } from "../../shared/mail/send.ts";
import { newSftpPassword, pepperedHash } from "../../shared/secrets/sftp-password.ts";

type Recipe = LetterMail<"sftp-password">["secret"];

/**
 * Makes the password of a letter and lets it in before the letter leaves. A letter that is tried again holds another password,
 * and lets in with either, since the first may have arrived; nothing but hashes is kept. Source: ARCHITECTURE 7.
 * @throws Unsendable when the account cannot have it any more
 */
export async function passwordFor(
  { accountId, secretId, userId, userName }: Recipe,
  { practiceId, now }: { practiceId: string; now: Date },
): Promise<{ password: string }> {
  const scope = scopeOf(practiceId);
  const account = await readSftpAccount(scope, accountId);
  const before = account?.secrets.find((secret) => secret.secretId === secretId);
  if (account?.status !== "active" || !takesMore(account, before))
    throw new Unsendable("the account takes no password now");
  const password = newSftpPassword();
  const kept = await pepperedHash(password);
  const secrets = before
    ? account.secrets.map((secret) => (secret === before ? mailedAgain(secret, kept) : secret))
    : withSecret(account.secrets, madeSecret({ secretId, seenBy: { userId, name: userName }, now, ...kept }));
  const origin: Origin = { practiceId, actorId: "mailer", actorName: "Gatehouse", now };
  await commit(origin, {
    changes: [sftpAccountChange(scope, account, { set: { secrets } })],
    deeds: [
      {
        action: "sftp.secret-mailed",
        subjectId: accountId,
        subjectName: account.username,
        subjectVersion: account.version + 1,
        reason: `to ${userName}`,
      },
    ],
  });
  return { password };
}

/** A password that was retired since its first mail stays so. */
const takesMore = ({ secrets }: SftpAccount, before: SftpSecret | undefined): boolean =>
  before ? before.state !== "retired" : standingSecrets(secrets).length < mostSecrets;
