import { type EpcsLoss, epcsLoss } from "../../shared/data/epcs-loss.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { inZone } from "../../shared/mail/in-zone.ts";

/** The EPCS marks that a change of a user suspends, for the transaction of the change: every change of what they rest on asks. */
export function marksLost(
  { caller, now }: { readonly caller: Caller; readonly now: Date },
  before: User,
  after: User,
): Promise<EpcsLoss> {
  const { scope, practice } = caller;
  return epcsLoss({ scope, practice, before, after, now, at: inZone(now, practice.timeZone) });
}
