import { newId } from "../data/ids.ts";
import { tokenIdOf } from "../data/invitations.ts";
import type { LetterMail, Mail } from "../data/outbox.ts";
import { type Invitation, reminderAtOf } from "../domain/invitation.ts";
import { inZone } from "../mail/in-zone.ts";

/** What a letter with an invitation's link says beside the invitation: in whose name, and of which practice. */
export interface LetterFacts {
  readonly practice: { readonly name: string; readonly timeZone: string };
  readonly person: { readonly firstName: string; readonly lastName: string };
  readonly mailId: string;
  /** One of very many: it leaves with the sweep, so that nobody's sign-in code waits behind them all. */
  readonly isOfMany?: boolean;
}

/** Seconds after which a letter of many is due: longer than the mailer holds a letter that the stream brought. */
const ofManySeconds = 60;

/** The letter with the newest link of a member's invitation, and the reminder that leaves before it ends. */
export function invitationLetters(invitation: Invitation, facts: LetterFacts, now: Date): readonly Mail[] {
  if (invitation.kind === "colleague") return [colleagueLetter(invitation, facts)];
  const { generation, keyVersion, expiresAt, userId, email } = invitation;
  const { practice, person, mailId, isOfMany } = facts;
  const both = {
    to: email,
    subjectId: userId,
    subjectName: `${person.firstName} ${person.lastName}`.trim(),
    params: {
      practiceName: practice.name,
      inviterName: invitation.invitedBy ?? practice.name,
      firstName: person.firstName,
      until: inZone(new Date(expiresAt), practice.timeZone),
    },
    secret: { kind: "invitation-link" as const, tokenId: tokenIdOf(invitation), generation, keyVersion },
  };
  const reminderAt = reminderAtOf(expiresAt, now);
  const later = reminderAt && { mailId: newId("eml", now), at: reminderAt.toISOString() };
  const sweptAt = new Date(now.getTime() + ofManySeconds * 1000).toISOString();
  return [
    { letter: "invitation", mailId, ...both, ...(isOfMany ? { later: { mailId, at: sweptAt } } : {}) },
    ...(later ? [{ letter: "invitation-reminder" as const, later, ...both }] : []),
  ];
}

/** One letter and no reminder: he is none of the practice's people and asked for nothing. */
function colleagueLetter(
  { userId, email, invitedBy }: Invitation,
  { practice, person, mailId }: LetterFacts,
): LetterMail<"colleague-invitation"> {
  return {
    letter: "colleague-invitation",
    mailId,
    to: email,
    subjectId: userId,
    subjectName: `${person.firstName} ${person.lastName}`.trim(),
    params: {
      practiceName: practice.name,
      inviterName: invitedBy ?? practice.name,
      firstName: person.firstName,
    },
    secret: { kind: "page-link", page: "signup" },
  };
}

/** The letter that carries the link of a sign-up. */
export function founderLetter(invitation: Invitation): LetterMail<"confirm-sign-up"> {
  const { company, email, generation, keyVersion, userId } = invitation;
  return {
    letter: "confirm-sign-up",
    to: email,
    subjectId: userId,
    subjectName: email,
    params: {
      practiceName: company?.name ?? "",
      until: inZone(new Date(invitation.expiresAt), company?.timeZone ?? "UTC"),
    },
    secret: { kind: "invitation-link", tokenId: tokenIdOf(invitation), generation, keyVersion },
  };
}
