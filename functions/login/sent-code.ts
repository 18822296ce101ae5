import type { Mail } from "../../shared/data/outbox.ts";
import type { CodeChallenge } from "../../shared/data/sessions.ts";
import type { CodeChannel } from "../../shared/domain/code-channel.ts";
import { maskedAddress } from "../../shared/domain/masked-address.ts";
import { maskedPhone } from "../../shared/domain/phone.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { TextName } from "../../shared/mail/texts.ts";

/** Minutes a sent code is good for; seconds until another may be asked for. Source: RULINGS 12, NIST SP 800-63B-4 3.1.3.2. */
export const codeMinutes = 10;
const coolDownSeconds = 30;

/** How the code that counts was sent; before there were texts, all went by mail. */
export function channelOf({ codeChannel = "email" }: Pick<CodeChallenge, "codeChannel">): CodeChannel {
  return codeChannel;
}

/** The number that a text of this challenge goes to: the one to be proven, or else the owner's own. */
export function phoneOf(user: Pick<User, "phone">, { phone = user.phone }: Pick<CodeChallenge, "phone">): string {
  return phone ?? "";
}

/** When the next code of this channel may be asked for; another channel has a pause of its own. */
export function resendAtOf(challenge: CodeChallenge, channel = channelOf(challenge)): Date {
  const sentAt = channelOf(challenge) === channel ? challenge.codeSentAt : challenge.otherSentAt;
  return new Date(sentAt ? Date.parse(sentAt) + coolDownSeconds * 1000 : 0);
}

/** When the code that counts is over. */
export function codeExpiresAt({ codeSentAt }: Pick<CodeChallenge, "codeSentAt">): Date {
  return new Date(codeSentAt ? Date.parse(codeSentAt) + codeMinutes * 60_000 : 0);
}

/** What becomes of a challenge with the next code, sent now: the one before stops working, whichever way it went. */
export function nextCode(before: CodeChallenge, channel: CodeChannel, now: Date) {
  const isOther = before.codeGeneration > 0 && channelOf(before) !== channel;
  const otherSentAt = isOther ? before.codeSentAt : before.otherSentAt;
  return {
    codeGeneration: before.codeGeneration + 1,
    codeSentAt: now.toISOString(),
    codeChannel: channel,
    ...(otherSentAt ? { otherSentAt } : {}),
  };
}

/** What the page says about a code that was sent. */
export function codeSentView(user: User, challenge: CodeChallenge) {
  const method = channelOf(challenge);
  return {
    method,
    destination: method === "sms" ? maskedPhone(phoneOf(user, challenge)) : maskedAddress(user.email ?? ""),
    resendAt: resendAtOf(challenge).toISOString(),
    expiresAt: codeExpiresAt(challenge).toISOString(),
  };
}

/** Whom a code goes to, and what it is for. */
interface Recipient {
  readonly user: User;
  readonly practice: Practice;
  readonly challenge: CodeChallenge;
  readonly text?: TextName;
}

/** The mail or text with a code; the mailer works the code out when it sends. */
export function codeLetter({ user, practice, challenge, text = "texted-code" }: Recipient): Mail {
  const { pendingId, codeGeneration: generation, keyVersion } = challenge;
  const minutes = String(codeMinutes);
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  if (channelOf(challenge) === "sms") {
    const secret = { kind: "texted-code" as const, pendingId, generation, keyVersion };
    return {
      channel: "sms",
      letter: text,
      to: phoneOf(user, challenge),
      ...subject,
      params: { minutes },
      secret,
    };
  }
  return {
    letter: "sign-in-code",
    to: user.email,
    ...subject,
    params: { practiceName: practice.name, firstName: user.firstName, minutes },
    secret: { kind: "sign-in-code", pendingId, generation, keyVersion },
  };
}
