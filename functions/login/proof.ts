import type { Deed } from "../../shared/audit/event.ts";
import type { Change } from "../../shared/data/commit.ts";
import { codeUsedUp } from "../../shared/data/counters.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { noRecoveryCodes, recoveryCodeUsedUp } from "../../shared/data/recovery-codes.ts";
import type { CodeChannel } from "../../shared/domain/code-channel.ts";
import { maskedPhone } from "../../shared/domain/phone.ts";
import type { Role } from "../../shared/domain/role.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { type SecondStep, secondSteps } from "../../shared/domain/user-status.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { keyedHash } from "../../shared/secrets/codes.ts";
import { subjectOf } from "./known-account.ts";
import type { PendingCall } from "./pending-call.ts";

/** With what the second step was proved, and whether it was just set up. */
export interface Proof {
  /** The second step that is set up, also where another way stood in for it; `none` where the password suffices. */
  readonly method: SecondStep;
  /** What stood in for it: a recovery code, or codes by another channel. */
  readonly by?: "recovery" | CodeChannel;
  /** Absent where it was used up already, before the choice of role and site. */
  readonly code?: string;
  /** Beside the code: its stored hash, and how many are left after it. */
  readonly recovery?: { readonly hash: string; readonly left: number };
  readonly isNew: boolean;
  /** The role chosen, where there was a choice. */
  readonly role?: Role;
  /** The site chosen, where there was a choice. */
  readonly siteId?: string;
}

/** What the log says the second step was given with. */
export function factorOf({ method, by }: Proof): string {
  return method === "none" ? "password-only" : (by ?? method);
}

/** What the session says it was opened with: what was really given, but for a recovery code. */
export function openedWith({ method, by }: Proof): SecondStep {
  return by === undefined || by === "recovery" ? method : by;
}

/** What a proof causes beside the session: its writes, events and mails. */
export interface ProofNews {
  readonly changes: readonly Change[];
  readonly deeds: readonly Deed[];
  readonly mails: readonly Mail[];
}

const nothing: ProofNews = { changes: [], deeds: [], mails: [] };

/** What lets a code be used once; of a recovery code, its owner is told too. */
export async function usedUp(call: PendingCall, { code, recovery }: Proof): Promise<ProofNews> {
  if (code === undefined) return nothing;
  const { scope, user } = call.pending;
  const change = codeUsedUp(user.userId, await keyedHash("used-code", code), call.now);
  if (!recovery) return { ...nothing, changes: [change] };
  const left = { after: recovery.left };
  return {
    changes: [change, recoveryCodeUsedUp(scope, user.userId, recovery.hash)],
    deeds: [{ action: "recovery-code.used", changes: { left }, ...subjectOf(call.pending) }],
    mails: [{ letter: "recovery-code-used", ...letterOf(call, { left: String(left.after) }) }],
  };
}

/** A second step that was just set up is told, and mailed to the owner. */
export function enrolmentNews(call: PendingCall, { method, isNew }: Proof): ProofNews {
  if (!isNew) return nothing;
  const { pending } = call;
  const { phone } = pending.pending;
  const changes = {
    secondStep: { before: pending.user.secondStep, after: method },
    ...(method === "sms" && phone ? { phone: { after: maskedPhone(phone) } } : {}),
  };
  return {
    // Codes of a second step that is gone, where a reset was only half done.
    changes: pending.user.secondStepIntent ? [] : [noRecoveryCodes(pending.scope, pending.user.userId)],
    deeds: [{ action: "second-step.enrolled", changes, ...subjectOf(pending) }],
    mails: [{ letter: "second-step-set-up", ...letterOf(call, { method: secondSteps[method] }) }],
  };
}

function letterOf<Own extends object>({ pending: { user, practice }, now, address }: PendingCall, own: Own) {
  return {
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      at: inZone(now, practice.timeZone),
      address,
      ...own,
    },
    secret: { kind: "page-link" as const, page: "signin" },
  };
}
