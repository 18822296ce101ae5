import { update } from "../data/changes.ts";
import type { Change } from "../data/commit.ts";
import { newId } from "../data/ids.ts";
import { keys } from "../data/keys.ts";
import type { Mail } from "../data/outbox.ts";
import { freeAtOf, type Invitation, sentAtsWith } from "../domain/invitation.ts";
import { type Policy, policyOf } from "../domain/policy.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import { inZone } from "../mail/in-zone.ts";
import { currentKeyVersion } from "../secrets/key-ring.ts";
import { founderLetter, invitationLetters } from "./letter.ts";

/** An invitation that is to be sent again: what it is now, for whom, and why. */
export interface Reissue {
  readonly scope: PracticeScope;
  readonly invitation: Invitation;
  readonly practice: {
    readonly name: string;
    readonly timeZone: string;
    readonly policy?: Partial<Policy> | undefined;
  };
  /** Absent while the practice is still signing up. */
  readonly user?: User | undefined;
  readonly now: Date;
  readonly why: "resend" | "edit";
  /** What is corrected on the way. */
  readonly edited?: Partial<Pick<User, "email" | "firstName" | "lastName" | "roles">>;
}

/** The writes and the letter of an invitation sent again, and how user and invitation are afterwards. */
export interface Reissued {
  readonly changes: readonly Change[];
  readonly mails: readonly Mail[];
  readonly invitation: Invitation;
  readonly user: User | undefined;
}

/**
 * Sends an invitation again, whoever asks and why: the only place that makes a new link for one. A higher generation ends
 * the old link, the new one lives for the policy's days from now, and the letter lies in the same transaction.
 * @throws Refusal `invitation.too-soon` with the moment from which it is free, `invitation.used` or `invitation.revoked`
 * Source: PRODUCT.md I4; RULINGS 12, 13.
 */
export async function reissue(asked: Reissue): Promise<Reissued> {
  const { scope, invitation: before, now, edited = {}, practice } = asked;
  assertOpen(before);
  assertFree(asked);
  const sentAts = sentAtsWith(sentAtsOf(before, asked.user), now);
  const { email = before.email, roles = before.roles } = edited;
  const issued = {
    email,
    roles,
    generation: before.generation + 1,
    keyVersion: await currentKeyVersion(),
    expiresAt: endOf(now, practice.policy),
    sentAts,
  };
  const invitation: Invitation = { ...before, ...issued };
  const mailId = newId("eml", now);
  const user = asked.user && reinvited(asked.user, { ...asked, invitation, mailId });
  const mails = user
    ? invitationLetters(invitation, { practice, person: user, mailId }, now)
    : [founderLetter(invitation)];
  const isSwept = before.kind === "founder";
  const change = update("practice", keys.invitation(scope, before.invitationId), {
    set: { ...issued, ...(isSwept ? { expiresAtSeconds: Math.floor(Date.parse(issued.expiresAt) / 1000) } : {}) },
    expect: { generation: before.generation },
    absent: ["usedAt", "revokedAt"],
  });
  return {
    changes: [{ ...change, refusal: lostTo(asked, sentAts) }, ...(user ? [userChange(asked, user)] : [])],
    mails,
    invitation,
    user,
  };
}

/** When an invitation made or sent now ends. */
export function endOf(now: Date, policy: Partial<Policy> | undefined): string {
  return new Date(now.getTime() + policyOf(policy).invitationDays * 86_400_000).toISOString();
}

/** @throws Refusal where a link could never be good again */
export function assertOpen({ usedAt, revokedAt }: Invitation): void {
  if (usedAt) throw new Refusal("invitation.used");
  if (revokedAt) throw new Refusal("invitation.revoked");
}

const sentAtsOf = ({ sentAts }: Invitation, user: User | undefined) =>
  sentAts ?? (user?.invitedAt === undefined ? [] : [user.invitedAt]);

function assertFree(asked: Reissue): void {
  const free = freeAtOf(sentAtsOf(asked.invitation, asked.user), asked.why);
  if (free && free > asked.now) throw tooSoon(asked, sentAtsOf(asked.invitation, asked.user));
}

function tooSoon({ now, practice, why }: Reissue, sentAts: readonly string[]): Refusal {
  const free = freeAtOf(sentAts, why) ?? now;
  return new Refusal("invitation.too-soon", {
    retryAfterSeconds: Math.max(1, Math.ceil((free.getTime() - now.getTime()) / 1000)),
    more: `It may be sent again from ${inZone(free, practice.timeZone)} on.`,
  });
}

/** Somebody else was quicker: of two letters asked for one is enough, a correction is to be looked at again. */
const lostTo = (asked: Reissue, sentAts: readonly string[]) =>
  asked.why === "edit" ? new Refusal("request.changed-meanwhile") : tooSoon(asked, sentAts);

function reinvited(before: User, { invitation, edited, now, mailId }: Reissue & { readonly mailId: string }): User {
  const { deliveryReason: _reason, delivery: _delivery, ...lasting } = before;
  const free = freeAtOf(invitation.sentAts ?? [], "resend");
  return {
    ...lasting,
    ...edited,
    version: before.version + 1,
    delivery: "queued",
    invitationMailId: mailId,
    invitationExpiresAt: invitation.expiresAt,
    invitationSentAt: now.toISOString(),
    invitationSends: (before.invitationSends ?? 1) + 1,
    ...(free ? { invitationFreeAt: free.toISOString() } : {}),
  };
}

function userChange({ scope, user: before, edited }: Reissue, after: User): Change {
  const { version, delivery, invitationMailId, invitationExpiresAt } = after;
  const { invitationSentAt, invitationSends, invitationFreeAt } = after;
  const letter = { delivery, invitationMailId, invitationExpiresAt, invitationSentAt, invitationSends };
  return update("practice", keys.user(scope, after.userId), {
    set: { ...edited, version, ...letter, ...(invitationFreeAt ? { invitationFreeAt } : {}) },
    remove: ["deliveryReason"],
    expect: { version: before?.version, status: before?.status },
    refusal: "request.changed-meanwhile",
  });
}
