import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { readAllTries, unlockChange } from "../../shared/data/counters.ts";
import { browserFails } from "../../shared/data/tries-row.ts";
import type { Operation } from "../../shared/http/call.ts";
import { sftpTries } from "../../shared/sftp/judge-password.ts";
import { accountOf } from "./account-change.ts";
import { accountView } from "./account-view.ts";

/** Ends the lock of wrong passwords at once, from everywhere; what was counted is told to the log. */
export const unlockSftpAccount: Operation<typeof sftpAccountRoutes.unlockSftpAccount> = async (call) => {
  const account = await accountOf(call);
  const { accountId, username } = account;
  const tries = await readAllTries(sftpTries(accountId));
  const isTried = tries.own.fails > 0 || tries.browsers.size > 0;
  const reply = { ...(await accountView(account, call.now)), lockedUntil: undefined };
  await call.commit(
    {
      changes: isTried ? [unlockChange(sftpTries(accountId), tries)] : [],
      deeds: [
        {
          action: "sftp.account-unlocked",
          subjectId: accountId,
          subjectName: username,
          reason: call.body.reason,
          changes: {
            passwordTries: { before: tries.own.fails, after: 0 },
            knownAddressTries: { before: browserFails(tries), after: 0 },
          },
        },
      ],
    },
    reply,
  );
  return reply;
};
