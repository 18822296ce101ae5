import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { isKeyElsewhere, keyRemembered, newSftpKey } from "../../shared/data/sftp-keys.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { mostKeys } from "../../shared/domain/sftp-account.ts";
import { sshKeyIn } from "../../shared/domain/ssh-key.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { aboutAccount, accountOf, changedAccount } from "./account-change.ts";

/** Adds a public key. One that another account has too opens each under its own username; the log says so. */
export const addSftpKey: Operation<typeof sftpAccountRoutes.addSftpKey> = async (call) => {
  const { caller, body, now } = call;
  const before = await accountOf(call);
  const parsed = sshKeyIn(body.publicKey);
  if (!parsed) throw refusalAt("request.invalid", "/publicKey");
  const addedBy = fullNameOf(caller.user);
  const key = newSftpKey(parsed, { name: body.name ?? (parsed.comment || before.softwareName), addedBy, now });
  if (before.keys.some(({ fingerprint }) => fingerprint === key.fingerprint))
    throw refusalAt("sftp.key-known", "/publicKey");
  if (before.keys.length >= mostKeys) throw new Refusal("sftp.too-many-keys");
  const isElsewhere = await isKeyElsewhere(key, before.accountId);
  const { work, reply } = await changedAccount(call, before, {
    set: { keys: [...before.keys, key] },
    changes: [keyRemembered(caller.scope, before.accountId, key)],
    deeds: [
      {
        action: "sftp.key-added",
        ...aboutAccount(before),
        ...(isElsewhere ? { reason: "another account has the same key" } : {}),
        changes: { key: { after: key.fingerprint } },
      },
    ],
    news: `${addedBy} added the public key ${key.fingerprint} to it`,
  });
  await call.commit(work, reply);
  return reply;
};
