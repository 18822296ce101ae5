import type { Origin } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import type { LetterMail } from "../../shared/data/outbox.ts";
import { readSftpAccount, sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { madeSecret, mostSecrets, standingSecrets, withSecret } from "../../shared/domain/sftp-account.ts";
import { Unsendable } from "../../shared/mail/send.ts";
import { newSftpPassword, pepperedHash } from "../../shared/secrets/sftp-password.ts";

type Recipe = LetterMail<"sftp-password">["secret"];

/**
 * Makes the password of a letter and lets it in before the letter leaves. A letter that is tried again holds another password,
 * which takes the place of the one before; nothing but its hash is kept. Source: ARCHITECTURE 7.
 * @throws Unsendable when the account cannot have it any more
 */
export async function passwordFor(
  { accountId, secretId, userId, userName }: Recipe,
  { practiceId, now }: { practiceId: string; now: Date },
): Promise<{ password: string }> {
  const scope = scopeOf(practiceId);
  const account = await readSftpAccount(scope, accountId);
  const others = (account?.secrets ?? []).filter((secret) => secret.secretId !== secretId);
  const before = account?.secrets.find((secret) => secret.secretId === secretId);
  if (account?.status !== "active" || before?.state === "retired" || standingSecrets(others).length >= mostSecrets)
    throw new Unsendable("the account takes no password now");
  const password = newSftpPassword();
  const made = madeSecret({ secretId, seenBy: { userId, name: userName }, now, ...(await pepperedHash(password)) });
  const origin: Origin = { practiceId, actorId: "mailer", actorName: "Gatehouse", now };
  await commit(origin, {
    changes: [sftpAccountChange(scope, account, { set: { secrets: withSecret(others, made) } })],
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
