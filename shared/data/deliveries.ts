import { type Delivery, isUndeliverable, laterOf } from "../domain/delivery.ts";
import { scopeOf } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import { update } from "./changes.ts";
import type { Change } from "./commit.ts";
import { holderOfAddress } from "./invitations.ts";
import { keys } from "./keys.ts";
import type { MailRow } from "./outbox.ts";
import { readInvited } from "./users.ts";

/** What became of a mail, and in whose words. */
export interface Told {
  readonly delivery: Delivery;
  readonly reason?: string | undefined;
}

const tries = 5;

/** Does a write whose reads may be out of date, and again when they were. */
export async function agreed(write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      const isStale = error instanceof Refusal && error.code === "request.changed-meanwhile";
      if (!isStale || attempt === tries) throw error;
    }
  }
}

/** Keeps on the mail's row what was told of it. @returns nothing where that is known already */
export function mailToldOf(mail: MailRow, { delivery, reason }: Told): Change[] {
  if (laterOf(mail.delivery, delivery) !== delivery || mail.delivery === delivery) return [];
  return [
    update(
      "practice",
      { pk: mail.pk, sk: mail.sk },
      {
        set: { delivery, ...(reason ? { deliveryReason: reason } : {}) },
        ...known(mail.delivery),
        refusal: "request.changed-meanwhile",
      },
    ),
  ];
}

/**
 * Shows on the row of the person who has the mail's address what became of it: of his invitation's newest letter everything,
 * of other letters only that nothing reaches the address. An address that was corrected since has no part in it.
 */
export async function addresseeChanges(mail: MailRow, told: Told): Promise<Change[]> {
  if (mail.channel === "sms" || !concernsLists(mail, told)) return [];
  const scope = scopeOf(mail.practiceId);
  const holder = isInvitation(mail) ? mail.subjectId : await holderOfAddress(scope, mail.to);
  const user = holder === undefined ? undefined : await readInvited(scope, holder);
  const isNewest = user?.invitationMailId === mail.mailId;
  if (user?.email !== mail.to || !(isNewest || isUndeliverable(told.delivery))) return [];
  const delivery = isNewest ? laterOf(user.delivery, told.delivery) : told.delivery;
  return delivery === user.delivery ? [] : [shownOn(user, { ...told, delivery })];
}

/** Letters that a list follows; of all others only a dead address is of interest. */
const concernsLists = (mail: MailRow, { delivery }: Told) => isInvitation(mail) || isUndeliverable(delivery);

/** Whether a mail is an invitation's letter, whose way the list of invitations shows; its reminder is not. */
export const isInvitation = ({ letter }: Pick<MailRow, "letter">): boolean =>
  letter === "invitation" || letter === "colleague-invitation";

function shownOn(user: User, { delivery, reason }: Told): Change {
  return update("practice", keys.user(scopeOf(user.practiceId), user.userId), {
    set: { delivery, ...(reason ? { deliveryReason: reason } : {}) },
    ...known(user.delivery, { email: user.email }),
    refusal: "request.changed-meanwhile",
  });
}

const known = (delivery: Delivery | undefined, expect: Readonly<Record<string, unknown>> = {}) =>
  delivery === undefined ? { expect, absent: ["delivery"] } : { expect: { ...expect, delivery } };
