import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { keyForgotten } from "../../shared/data/sftp-keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

/** Removes a public key: the next sign-in with it is refused. */
export const removeSftpKey: Operation<typeof sftpAccountRoutes.removeSftpKey> = async (call) => {
  const { caller, path } = call;
  const before = await accountOf(call);
  const key = before.keys.find(({ keyId }) => keyId === path.keyId);
  if (!key) throw new Refusal("sftp.key-not-found");
  const { work, reply } = await changedAccount(call, before, {
    set: { keys: before.keys.filter(({ keyId }) => keyId !== key.keyId) },
    changes: [keyForgotten(caller.scope, before.accountId, key)],
    deeds: [{ action: "sftp.key-removed", ...aboutAccount(before), changes: { key: { before: key.fingerprint } } }],
    news: `${fullNameOf(caller.user)} removed the public key ${key.fingerprint} from it`,
  });
  await call.commit(work, reply);
  return reply;
};
