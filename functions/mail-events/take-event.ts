import type { Deed } from "../../shared/audit/event.ts";
import { type Change, commit } from "../../shared/data/commit.ts";
import { type DeadAddress, deadAddressChanges } from "../../shared/data/dead-addresses.ts";
import { addresseeChanges, agreed, isInvitation, mailToldOf, type Told } from "../../shared/data/deliveries.ts";
import { keys } from "../../shared/data/keys.ts";
import { readMail } from "../../shared/data/mails.ts";
import type { MailRow } from "../../shared/data/outbox.ts";
import { type Delivery, isUndeliverable } from "../../shared/domain/delivery.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { MailEvent } from "./mail-event.ts";

const actions = {
  delivered: "mail.delivered",
  bounced: "mail.bounced",
  suppressed: "mail.suppressed",
  complained: "mail.complained",
  failed: "mail.abandoned",
} as const satisfies Partial<Record<Delivery, Deed["action"]>>;
type Final = keyof typeof actions;
const isDead = (delivery: Delivery): delivery is DeadAddress["because"] => isUndeliverable(delivery);
const isFinal = (delivery: Delivery): delivery is Final => delivery in actions;

/**
 * Keeps what became of a mail on its row and on that of the person who has the address, with one event. What was known
 * already, or is less than what is known, changes nothing: events come twice and late. Source: SECURITY B9, attack 96.
 */
export async function takeEvent({ practiceId, mailId, told }: MailEvent, now: Date): Promise<void> {
  await agreed(async () => {
    const mail = await readMail(keys.mail(scopeOf(practiceId), mailId));
    if (!mail || !isOfInterest(mail, told.delivery)) return;
    const onMail = mailToldOf(mail, told);
    if (onMail.length === 0 || !isFinal(told.delivery)) return;
    const shown = [...(await addresseeChanges(mail, told)), ...(await listedDead(mail, told, now))];
    const origin = { practiceId, actorId: "mailer", actorName: "Gatehouse", now };
    const deed: Deed = {
      action: actions[told.delivery],
      outcome: told.delivery === "delivered" ? "success" : "failed",
      subjectId: mail.subjectId,
      subjectName: mail.subjectName,
      reason: mail.letter,
      changes: { delivery: { before: mail.delivery, after: told.delivery }, reason: { after: told.reason } },
    };
    await commit(origin, { changes: [...onMail, ...shown], deeds: [deed] });
  });
}

/** An address that nothing reaches stands in the operators' list. */
async function listedDead(mail: MailRow, { delivery, reason }: Told, now: Date): Promise<Change[]> {
  if (mail.channel === "sms" || !isDead(delivery)) return [];
  const facts = { email: mail.to, because: delivery, practiceId: mail.practiceId };
  return deadAddressChanges({ ...facts, ...(reason ? { reason } : {}) }, now);
}

/** That an ordinary letter arrived is what everybody expects; it is not worth a row of the log. */
const isOfInterest = (mail: MailRow, delivery: Delivery) => delivery !== "delivered" || isInvitation(mail);
