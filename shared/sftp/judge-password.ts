import { setTimeout as pause } from "node:timers/promises";
import { type Account, forgetTries, type Reservation, reserveTry } from "../data/counters.ts";
import { readSftpUses } from "../data/sftp-uses.ts";
import { admitSignIn, forgiveAddress } from "../data/throttles.ts";
import { isSecretGood, type SftpSecret } from "../domain/sftp-account.ts";
import { type SftpRefusal, sftpLockRule } from "../domain/sftp-sign-in.ts";
import { keyedHash } from "../secrets/codes.ts";
import { findPeppered, type PepperedHash } from "../secrets/sftp-password.ts";
import { barrierToSftp, type KnownSftp } from "./known-account.ts";

/** A lock that begins, and whether it is of the software's own address alone, or of all others. */
export interface SftpLock {
  readonly until: Date;
  readonly isOfOwnAddress: boolean;
}

/** What became of a password: which one it was, or why it is refused; `locks` when this very try locked the account. */
export type PasswordVerdict =
  | { readonly isRight: true; readonly secret: SftpSecret; readonly kept: PepperedHash }
  | { readonly isRight: false; readonly reason: SftpRefusal; readonly locks?: SftpLock };

/** A password as it came, and from where. */
export interface PasswordTry {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** Whose share of failed sign-ins it uses up: never that of an address that somebody only names. */
  readonly share: string;
  readonly now: Date;
}

/**
 * What one address may do in five minutes. The maker of a software may send for all of his practices from one address, at the
 * same second; nobody guesses these passwords, so that it is against floods alone. Source: SECURITY B10.
 */
const perAddress = { signIns: 100_000, failures: 1000 } as const;

/** The counter of an account's wrong passwords. */
export const sftpTries = (accountId: string): Account => ({ id: `sftp#${accountId}`, factor: "password" });

/**
 * Judges a password. The try is reserved before the password is looked at, for names that nobody has too, so that of any
 * number at once no more than the rule's are evaluated. What an account refuses from everybody counts as no try.
 * Source: SECURITY B2, B10, A25.
 */
export async function judgePassword(known: KnownSftp | undefined, given: PasswordTry): Promise<PasswordVerdict> {
  const { address, share, now, password } = given;
  const barrier = known && barrierToSftp(known, given);
  if (barrier) return refused(barrier);
  if (password === "") return refused("empty-password");
  const admission = await admitSignIn(share, now, perAddress);
  if (!admission.isAdmitted) return refused("too-many");
  const counter = known ? await triesFrom(known, address) : await strangersTries(given.username);
  const reservation = await reserved(counter, now);
  if (!reservation.isGranted) return refused("locked");
  const found = await findPeppered(password, known?.account.secrets ?? []);
  if (!found || !isSecretGood(found.of, now))
    return { ...refused(reasonOf(known, found?.of)), ...lockOf(counter, reservation, now) };
  await Promise.all([forgetTries(counter), forgiveAddress(share, now)]);
  return { isRight: true, secret: found.of, kept: found.kept };
}

/** How often, and after how many milliseconds, the software's own address asks again while others of its sign-ins are looked at. */
const again = { times: 4, ms: 200 } as const;
const justNowMs = 3000;

/**
 * A try for the password. Software that opens many connections at once reserves all there are before the first of them is found
 * to be right, which gives them back: so from its own address a lock of this moment is waited for a little. No more tries are
 * looked at for that. Source: SECURITY A4.
 */
async function reserved(counter: Account, now: Date): Promise<Reservation> {
  let reservation = await reserveTry(counter, sftpLockRule, now);
  for (let times = 0; times < again.times && counter.browser && isOfThisMoment(reservation, now); times++) {
    await pause(again.ms);
    reservation = await reserveTry(counter, sftpLockRule, now);
  }
  return reservation;
}

function isOfThisMoment(reservation: Reservation, now: Date): boolean {
  if (reservation.isGranted || !reservation.until) return false;
  const leftMs = reservation.until.getTime() - now.getTime();
  return sftpLockRule.lockMinutes.some((minutes) => Math.abs(leftMs - minutes * 60_000) < justNowMs);
}

const refused = (reason: SftpRefusal) => ({ isRight: false, reason }) as const;

/**
 * The software's own address has a counter of its own, so that wrong passwords of strangers do not keep claims from going
 * out. Source: SECURITY B2, attack 16.
 */
export async function triesFrom(known: KnownSftp, address: string): Promise<Account> {
  const uses = await readSftpUses(known);
  return { ...sftpTries(known.accountId), ...(uses.isKnownAddress(address) ? { browser: address } : {}) };
}

/** Counted like an account's, so that a name that nobody has cannot be told from one that somebody has. */
async function strangersTries(username: string): Promise<Account> {
  return { id: `sftp?${await keyedHash("unknown-name", username)}`, factor: "password", isUnknown: true };
}

function reasonOf(known: KnownSftp | undefined, found: SftpSecret | undefined): SftpRefusal {
  if (found) return found.state === "retired" ? "retired-password" : "expired-password";
  return known?.account.secrets.length === 0 ? "no-password" : "wrong-password";
}

/** The try that used the round up locks; when it lifts is said as of the first lock, the second may last longer. */
function lockOf({ browser }: Account, reservation: Reservation, now: Date): { locks?: SftpLock } {
  if (!reservation.isGranted || reservation.fails < sftpLockRule.tries) return {};
  const until = new Date(now.getTime() + sftpLockRule.lockMinutes[0] * 60_000);
  return { locks: { until, isOfOwnAddress: browser !== undefined } };
}
