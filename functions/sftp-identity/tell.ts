import { type Deed, installation, type Origin } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { changedLetter } from "../../shared/data/sftp-letters.ts";
import { noteSftpRefusal } from "../../shared/data/sftp-uses.ts";
import { readUser } from "../../shared/data/users.ts";
import { type SftpRefusal, sftpLockRule } from "../../shared/domain/sftp-sign-in.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import type { SftpLock } from "../../shared/sftp/judge-password.ts";
import type { KnownSftp } from "../../shared/sftp/known-account.ts";
import type { SignIn } from "./handler.ts";
import { refusal, type SftpSession } from "./session.ts";

/** Software has no name but its account's. */
export function originOf(known: KnownSftp | undefined, { address, now }: Pick<SignIn, "address" | "now">): Origin {
  const who = known
    ? { practiceId: known.scope.practiceId, actorId: known.accountId, actorName: known.account.username }
    : { practiceId: installation, actorId: "unknown", actorName: "Software that nobody knows" };
  return { ...who, address, now };
}

/**
 * Tells a refusal to the account's page, with its reason, and to the log: each password that was looked at by itself, all
 * else once a minute. Who was refused learns nothing of it. Source: PRODUCT.md S5, RULINGS 5.
 */
export async function tellRefusal(
  known: KnownSftp | undefined,
  signIn: SignIn,
  { reason, locks }: { reason: SftpRefusal; locks?: SftpLock },
): Promise<SftpSession> {
  const { address: from, now } = signIn;
  const isNews = known ? await noteSftpRefusal(known, { reason, from, now }) : await isFirst(signIn);
  if (!isNews) return refusal;
  const about = known ? { subjectId: known.accountId, subjectName: known.account.username } : {};
  const refused: Deed = { action: "sftp.sign-in-refused", outcome: "refused", reason, ...about };
  const lock = known && locks ? await lockWork(known, signIn, locks) : { deeds: [], mails: [] };
  await commit(originOf(known, signIn), { changes: [], deeds: [refused, ...lock.deeds], mails: lock.mails });
  return refusal;
}

/** Names that nobody has are told once a minute for each address, without the name: it may be somebody's password. */
function isFirst({ address, now }: SignIn): Promise<boolean> {
  const minute = Math.floor(now.getTime() / 60_000);
  return takeClaim({ what: `sftp-unknown#${address}#${minute}`, by: newSecret(), seconds: 60 }, now);
}

interface LockWork {
  readonly deeds: readonly Deed[];
  readonly mails: readonly Mail[];
}

/** A lock is told to who answers for the account. */
async function lockWork(known: KnownSftp, signIn: SignIn, { until, isOfOwnAddress }: SftpLock): Promise<LockWork> {
  const { scope, account, accountId } = known;
  const about = { subjectId: accountId, subjectName: account.username };
  const deed: Deed = {
    action: "sftp.account-locked",
    ...about,
    changes: { lockedUntil: { after: until.toISOString() } },
  };
  const [practice, owner] = await Promise.all([readPractice(scope), readUser(scope, account.ownerId)]);
  if (!practice || !owner) return { deeds: [deed], mails: [] };
  const whom = isOfOwnAddress
    ? "the software itself brought them, and is kept out"
    : "the software's own address is not kept out by that";
  const what = `It was locked after ${sftpLockRule.tries} wrong passwords, until ${inZone(until, practice.timeZone)}; ${whom}`;
  const at = inZone(signIn.now, practice.timeZone);
  const facts = { practice, owner, what, actorName: "Software", address: signIn.address, at };
  return { deeds: [deed], mails: [changedLetter(facts, account)] };
}
