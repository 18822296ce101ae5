import type { Deed } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import { sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { noteSftpUse } from "../../shared/data/sftp-uses.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type SftpSecret, withNewHash } from "../../shared/domain/sftp-account.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { isPepperOld, type PepperedHash, pepperedHash } from "../../shared/secrets/sftp-password.ts";
import { judgePassword } from "../../shared/sftp/judge-password.ts";
import type { KnownSftp } from "../../shared/sftp/known-account.ts";
import type { SignIn } from "./handler.ts";
import { refusal, type SftpSession, sessionOf } from "./session.ts";
import { originOf, tellRefusal } from "./tell.ts";

/** A password that was given, and where. */
type PasswordSignIn = SignIn & { readonly password: string };

/** Lets in who has the password, and remembers which one it was: so one sees who still uses the older. */
export async function byPassword(known: KnownSftp | undefined, signIn: PasswordSignIn): Promise<SftpSession> {
  const verdict = await judgePassword(known, { ...signIn, share: `sftp.${signIn.address}` });
  if (!verdict.isRight) return tellRefusal(known, signIn, verdict);
  if (!known) return refusal;
  const { secret, kept } = verdict;
  await noteSftpUse(known, { credentialId: secret.secretId, from: signIn.address, now: signIn.now });
  await tellSuccess(known, signIn, secret);
  if (await isPepperOld(kept)) await renewHash(known, signIn, kept);
  return sessionOf(known.account, signIn.now);
}

/** Software signs in all day long: one event an hour for each password and address. */
async function tellSuccess(known: KnownSftp, { address, now }: SignIn, { secretId, state }: SftpSecret) {
  const hour = Math.floor(now.getTime() / 3_600_000);
  const claim = { what: `sftp#${secretId}#${address}#${hour}`, by: newSecret(), seconds: 3600 };
  if (!(await takeClaim(claim, now))) return;
  const deed: Deed = {
    action: "sftp.signed-in",
    subjectId: known.accountId,
    subjectName: known.account.username,
    reason: state === "retiring" ? "with the older password" : "with the newest password",
  };
  await commit(originOf(known, { address, now }), { changes: [], deeds: [deed] });
}

/**
 * Keeps a password that is used beyond two rotations of the installation's secret: its hash is made anew with today's. When
 * the account is changed at that moment, the next sign-in does it.
 */
async function renewHash(known: KnownSftp, signIn: PasswordSignIn, { hash: before }: PepperedHash): Promise<void> {
  const after = await pepperedHash(signIn.password);
  const secrets = known.account.secrets.map((each) => withNewHash(each, { before, after }));
  const { accountId, account, scope } = known;
  try {
    await commit(originOf(known, signIn), {
      changes: [sftpAccountChange(scope, account, { set: { secrets } })],
      deeds: [
        {
          action: "sftp.account-changed",
          subjectId: accountId,
          subjectName: account.username,
          subjectVersion: account.version + 1,
          reason: "a password is kept under the installation's new key",
        },
      ],
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
