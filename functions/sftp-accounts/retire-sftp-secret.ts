import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { readSftpUses } from "../../shared/data/sftp-uses.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { withoutSecret } from "../../shared/domain/sftp-account.ts";
import { lifeInWords } from "../../shared/domain/sftp-attention.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

/** Retires a password, used or not; the event keeps when and from where it was used last. */
export const retireSftpSecret: Operation<typeof sftpAccountRoutes.retireSftpSecret> = async (call) => {
  const { secretId, accountId } = call.path;
  const before = await accountOf(call);
  const secret = before.secrets.find((each) => each.secretId === secretId);
  if (!secret) throw new Refusal("sftp.secret-not-found");
  if (secret.state === "retired") throw new Refusal("sftp.secret-retired");
  const used = (await readSftpUses({ scope: call.caller.scope, accountId })).of(secretId);
  const { work, reply } = await changedAccount(call, before, {
    set: { secrets: withoutSecret(before.secrets, secretId, call.now) },
    deeds: [
      {
        action: "sftp.secret-retired",
        ...aboutAccount(before),
        reason: lifeInWords(secret, used),
        changes: { secretId: { before: secretId }, state: { before: secret.state, after: "retired" } },
      },
    ],
    news: `${fullNameOf(call.caller.user)} retired a password of it`,
  });
  await call.commit(work, reply);
  return reply;
};
