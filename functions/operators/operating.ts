import type { Deed } from "../../shared/audit/event.ts";
import type { Elsewhere, Work } from "../../shared/data/commit.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { SftpRequest } from "../../shared/domain/sftp-request.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { requesterLetters } from "../../shared/sftp-requests/letters.ts";

/** An operator at work. */
export type Operating = Pick<Call, "now" | "origin"> & { readonly caller: Caller };

/** An operator's name as people of a practice read it. */
export const supportNameOf = (user: User): string => `${fullNameOf(user)} (Gatehouse support)`;

/**
 * What an operator did, as the practice it concerns has it in its log: by his name, as support, without the site of his own
 * practice.
 */
export function inPractice(
  { caller, origin }: Operating,
  practiceId: string,
  { deeds, mails = [] }: Pick<Elsewhere, "deeds" | "mails">,
): Elsewhere {
  const { siteId: _site, siteName: _siteName, ...who } = origin;
  return { origin: { ...who, practiceId, actorName: supportNameOf(caller.user) }, deeds, mails };
}

/** What was done about a request: for both logs, and the letter to who asked. */
export interface AboutRequest {
  readonly action: Deed["action"];
  readonly reason?: string;
  /** One sentence for the letter; without, none is sent. */
  readonly what?: string;
  readonly said?: string | undefined;
  /** More deeds of the same step, for the practice's log. */
  readonly further?: readonly Deed[];
  readonly furtherMails?: readonly Mail[];
}

/** The events of an operator's act about a request, in the vendor's log and in the practice's, with the letter about it. */
export async function toldInBoth(
  call: Operating,
  request: SftpRequest,
  { action, reason, what, said, further = [], furtherMails = [] }: AboutRequest,
): Promise<Pick<Work, "deeds" | "elsewhere">> {
  const { requestId, softwareName, version, practiceId, practiceName } = request;
  const about = { subjectId: requestId, subjectName: softwareName, subjectVersion: version };
  const deed: Deed = { action, ...about, ...(reason ? { reason } : {}) };
  const mails = what === undefined ? [] : await lettersAbout(call, request, { what, said });
  return {
    deeds: [{ ...deed, changes: { practice: { after: practiceName } } }],
    elsewhere: inPractice(call, practiceId, { deeds: [deed, ...further], mails: [...mails, ...furtherMails] }),
  };
}

async function lettersAbout(
  { caller, now }: Operating,
  request: SftpRequest,
  { what, said }: { what: string; said?: string | undefined },
): Promise<Mail[]> {
  const practice = await readPractice(scopeOf(request.practiceId));
  const timeZone = practice?.timeZone ?? "UTC";
  return requesterLetters(request, { what, said, by: supportNameOf(caller.user), now, timeZone });
}
