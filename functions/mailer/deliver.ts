import type { Deed, Origin } from "../../shared/audit/event.ts";
import { variable } from "../../shared/config/environment.ts";
import { commit } from "../../shared/data/commit.ts";
import { postponeMail, takeClaim } from "../../shared/data/counters.ts";
import { addresseeChanges, agreed } from "../../shared/data/deliveries.ts";
import { timeOfId } from "../../shared/data/ids.ts";
import { readInvitationOfToken } from "../../shared/data/invitations.ts";
import type { Key } from "../../shared/data/keys.ts";
import { mailEnded, readMail } from "../../shared/data/mails.ts";
import type { LetterMail, MailRow } from "../../shared/data/outbox.ts";
import { stateOf } from "../../shared/domain/invitation.ts";
import { render } from "../../shared/mail/letters.ts";
import { send, Unsendable } from "../../shared/mail/send.ts";
import { sendText } from "../../shared/mail/send-text.ts";
import { texts } from "../../shared/mail/texts.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { logFault } from "../../shared/telemetry/log.ts";
import { factsOf, textFactsOf } from "./letter-facts.ts";

/** Tries of one mail, over some two hours; then it is given up and told. */
const maxAttempts = 8;
/** Longer than the mailer's own time limit, so that a lease that is over is one of a sandbox that is gone. */
const leaseSeconds = 40;

/**
 * Sends one mail of the outbox, at least once: lease, send, mark with its event. A crash between the sending and the mark
 * sends the same letter again, which harms nobody. Source: SECURITY B9.
 */
export async function deliver(key: Key, now: Date): Promise<void> {
  const isOurs = await takeClaim({ what: `mail#${key.sk}`, by: newSecret(), seconds: leaseSeconds }, now);
  if (!isOurs) return;
  const mail = await readMail(key);
  if (mail?.state !== "queued" || (mail.later && new Date(mail.later.at) > now)) return;
  if (mail.letter === "invitation-reminder" && !(await isStillOpen(mail.secret, now))) return leaveOut(mail, now);
  try {
    const messageId = await handOver(mail, now);
    await end(mail, { state: "sent", messageId, at: now });
  } catch (error) {
    await notSent(mail, error, now);
  }
}

/** By mail or by text. A text whose code is over is not worth its price. @returns the service's message id */
async function handOver(mail: MailRow, now: Date): Promise<string> {
  if (mail.channel === "sms") {
    const age = now.getTime() - (timeOfId("eml", mail.mailId)?.getTime() ?? 0);
    if (age > Number(mail.params.minutes) * 60_000) throw new Unsendable("the code in this text is over");
    return sendText({ to: mail.to, text: texts[mail.letter](await textFactsOf(mail)) });
  }
  const rendered = render(mail.letter, await factsOf(mail, now));
  const [from, configurationSet] = [variable("SENDER_ADDRESS"), variable("CONFIGURATION_SET")];
  const tags = { practice: mail.practiceId, mail: mail.mailId };
  return send({ ...rendered, from, configurationSet, to: mail.to, tags });
}

async function notSent(mail: MailRow, error: unknown, now: Date): Promise<void> {
  logFault("a mail was not sent", error, { mailId: mail.mailId, letter: mail.letter, practiceId: mail.practiceId });
  const attempts = mail.attempts + 1;
  if (error instanceof Unsendable || attempts >= maxAttempts) return end(mail, { state: "abandoned", at: now });
  await postponeMail(mail, attempts, new Date(now.getTime() + 30_000 * 2 ** attempts));
}

/** A reminder is of use while its very link is open: not after registering, nor beside a newer letter. */
async function isStillOpen({ tokenId, generation }: LetterMail<"invitation-reminder">["secret"], now: Date) {
  const invitation = await readInvitationOfToken(tokenId);
  if (!invitation || invitation.generation !== generation || invitation.revokedAt) return false;
  return stateOf(invitation, now) === "open";
}

async function leaveOut(mail: MailRow, now: Date): Promise<void> {
  const { subjectId, subjectName, letter: reason } = mail;
  await commit(originOf(mail, now), {
    changes: [mailEnded(mail, { state: "left-out", at: now })],
    deeds: [{ action: "mail.left-out", subjectId, subjectName, reason }],
  });
}

const originOf = ({ practiceId }: MailRow, now: Date): Origin => ({
  practiceId,
  actorId: "mailer",
  actorName: "Gatehouse",
  now,
});

async function end(mail: MailRow, how: { state: "sent" | "abandoned"; messageId?: string; at: Date }): Promise<void> {
  const origin = originOf(mail, how.at);
  const deed: Deed = {
    action: how.state === "sent" ? "mail.sent" : "mail.abandoned",
    outcome: how.state === "sent" ? "success" : "failed",
    subjectId: mail.subjectId,
    subjectName: mail.subjectName,
    reason: mail.letter,
  };
  const told = how.state === "sent" ? "sent" : "failed";
  await agreed(async () => {
    const shown = await addresseeChanges(mail, { delivery: told });
    await commit(origin, { changes: [mailEnded(mail, how), ...shown], deeds: [deed] });
  });
}
