import type { Mail } from "../data/outbox.ts";
import type { Support } from "../data/vendor.ts";
import type { SftpRequest } from "../domain/sftp-request.ts";
import { claimTypeInWords } from "../domain/sftp-software.ts";
import { fullNameOf } from "../domain/user.ts";
import { inZone } from "../mail/in-zone.ts";

/** What happened to a request: in one sentence, by whom, and what was said. */
export interface RequestNews {
  readonly what: string;
  readonly by: string;
  readonly said?: string | undefined;
  readonly now: Date;
  readonly timeZone: string;
}

const aboutRequest = (
  { softwareName, claimType }: SftpRequest,
  { what, by, said = "", now, timeZone }: RequestNews,
) => ({
  softwareName,
  claimType: claimTypeInWords(claimType),
  what,
  by,
  said,
  at: inZone(now, timeZone),
});

/** To who asked: what became of the request. */
export function requesterLetters(request: SftpRequest, news: RequestNews): Mail[] {
  const { practiceName, requestId, requestedBy, requestedByName, requestedByEmail } = request;
  return [
    {
      letter: "sftp-request-changed",
      to: requestedByEmail,
      subjectId: requestedBy,
      subjectName: requestedByName,
      params: { practiceName, firstName: requestedByName, ...aboutRequest(request, news) },
      secret: { kind: "page-link", page: `sftp/requests/${requestId}` },
    },
  ];
}

/** To the operator who looks after a request, or to all of them while nobody does. */
export function operatorLetters(request: SftpRequest, { operators }: Support, news: RequestNews): Mail[] {
  const { practiceName, requestId, takenBy } = request;
  const taker = operators.filter(({ userId }) => userId === takenBy);
  return (taker.length > 0 ? taker : operators).map((operator) => ({
    letter: "sftp-request-waiting",
    to: operator.email,
    subjectId: operator.userId,
    subjectName: fullNameOf(operator),
    params: { practiceName, firstName: operator.firstName, ...aboutRequest(request, news) },
    secret: { kind: "page-link", page: `operations/sftp-requests/${requestId}` },
  }));
}
