import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { readTries } from "../../shared/data/counters.ts";
import { lockedUntil } from "../../shared/domain/lockout.ts";
import { isSecretGood } from "../../shared/domain/sftp-account.ts";
import { type SftpRefusal, sftpLockRule, sftpRefusals } from "../../shared/domain/sftp-sign-in.ts";
import type { Call, Operation } from "../../shared/http/call.ts";
import { judgePassword, triesFrom } from "../../shared/sftp/judge-password.ts";
import { barrierToSftp, type KnownSftp } from "../../shared/sftp/known-account.ts";
import { accountOf } from "./account-change.ts";

type Route = typeof sftpAccountRoutes.testSftpAccount;

/**
 * Judges a sign-in as the server would, without one: the rules are the same functions, and a password counts as a try, so that
 * nobody guesses here. Source: PRODUCT.md S5.
 */
export const testSftpAccount: Operation<Route> = async (call) => {
  const account = await accountOf(call);
  const { accountId, username } = account;
  const reason = await verdictOn(call, {
    scope: call.caller.scope,
    accountId,
    account,
    practice: call.caller.practice,
  });
  const letIn =
    call.body.password === undefined ? "It would be let in with the right password or key." : "It would be let in.";
  const sentence = reason === undefined ? letIn : sftpRefusals[reason];
  const reply = { isLetIn: reason === undefined, sentence, ...(reason ? { reason } : {}) };
  await call.commit(
    {
      changes: [],
      deeds: [
        {
          action: "sftp.account-tested",
          subjectId: accountId,
          subjectName: username,
          outcome: reason === undefined ? "success" : "refused",
          reason: reason ?? (call.body.password === undefined ? "without a password" : "with its password"),
        },
      ],
    },
    reply,
  );
  return reply;
};

async function verdictOn({ body, address: own, now }: Call<Route>, known: KnownSftp): Promise<SftpRefusal | undefined> {
  const { account } = known;
  const address = body.address ?? own;
  if (body.password !== undefined) {
    const given = { username: account.username, password: body.password, address, now };
    const verdict = await judgePassword(known, { ...given, share: `sftp-test.${own}` });
    return verdict.isRight ? undefined : verdict.reason;
  }
  const barrier = barrierToSftp(known, { address, now });
  if (barrier || account.keys.length > 0) return barrier;
  if (!account.secrets.some((secret) => isSecretGood(secret, now))) return "no-password";
  const until = lockedUntil(await readTries(await triesFrom(known, address)), sftpLockRule);
  return until && until > now ? "locked" : undefined;
}
