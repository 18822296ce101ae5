import type { Deed } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import { noteSftpRefusal, noteSftpUse } from "../../shared/data/sftp-uses.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { barrierToSftp, type KnownSftp, knownSftp } from "../../shared/sftp/known-account.ts";
import type { KeyLine } from "./server-line.ts";

const hourMs = 3_600_000;

/**
 * Keeps what the server's log tells of keys, which the identity function never sees: who uses which, and that one was offered
 * that the account does not have. Source: PRODUCT.md S5.
 */
export async function takeLine(line: KeyLine): Promise<void> {
  const known = await knownSftp(line.username);
  if (!known) return;
  if (line.isIn) await tellUse(known, line);
  else await tellUnknownKey(known, line);
}

/** Software signs in all day long: one event an hour for each key and address. */
async function tellUse(known: KnownSftp, { fingerprint, address, at }: KeyLine): Promise<void> {
  const key = known.account.keys.find((each) => each.fingerprint === fingerprint);
  await noteSftpUse(known, { ...(key && { credentialId: key.keyId }), from: address, now: at });
  const hour = Math.floor(at.getTime() / hourMs);
  const claim = { what: `sftp#${known.accountId}#${fingerprint}#${address}#${hour}`, by: newSecret(), seconds: 3600 };
  if (!(await takeClaim(claim, at))) return;
  await tell(known, { address, at }, { action: "sftp.signed-in", reason: `with the key ${fingerprint}` });
}

/**
 * The server says the same of a key that the account does not have and of one that it was not even asked for. Where the
 * account would have been given no keys, that was told already, with its reason.
 */
async function tellUnknownKey(known: KnownSftp, { address, at }: KeyLine): Promise<void> {
  if (known.account.keys.length === 0 || barrierToSftp(known, { address, now: at })) return;
  const isNews = await noteSftpRefusal(known, { reason: "unknown-key", from: address, now: at });
  if (!isNews) return;
  await tell(known, { address, at }, { action: "sftp.sign-in-refused", outcome: "refused", reason: "unknown-key" });
}

async function tell(
  { scope, accountId, account }: KnownSftp,
  { address, at }: Pick<KeyLine, "address" | "at">,
  deed: Pick<Deed, "action" | "outcome" | "reason">,
): Promise<void> {
  const { practiceId } = scope;
  await commit(
    { practiceId, actorId: accountId, actorName: account.username, address, now: at },
    { changes: [], deeds: [{ ...deed, subjectId: accountId, subjectName: account.username }] },
  );
}
