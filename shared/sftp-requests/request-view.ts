import { isWaiting, type SftpRequest, sftpRequestEndsAt } from "../domain/sftp-request.ts";

/** A request as a list shows it. */
export function requestLineOf(request: SftpRequest) {
  const { requestId, state, contactName, softwareName, claimType, requestedByName, requestedAt } = request;
  const { takenByName, decidedAt, accountId, enrolments } = request;
  const open = enrolments.filter(({ isEdiDone, isEraDone }) => !isEdiDone || !isEraDone).length;
  return {
    ...{ requestId, state, contactName, softwareName, claimType, requestedByName, requestedAt },
    endsAt: isWaiting(request) ? sftpRequestEndsAt(request).toISOString() : undefined,
    ...{ takenByName, decidedAt, accountId, payers: { all: enrolments.length, open } },
  };
}

/** All that is known of a request. */
export function requestDetailsOf(request: SftpRequest) {
  const { notes, addresses, publicKey, vendorEmail, enrolments, comments, approvals } = request;
  const { requestedBy, takenAt, decidedByName, reason } = request;
  return {
    ...requestLineOf(request),
    ...{ notes, publicKey, vendorEmail, requestedBy, takenAt, decidedByName, reason },
    addresses: [...addresses],
    enrolments: enrolments.map((enrolment) => ({ ...enrolment })),
    comments: comments.map(({ at, byName, side, text }) => ({ at, byName, side, text })),
    approvals: approvals.map(({ byName, at }) => ({ byName, at })),
  };
}

/** A request as operators see it in a list: with whose it is. */
export function operatorLineOf(request: SftpRequest) {
  const { practiceId, practiceName } = request;
  return { ...requestLineOf(request), practiceId, practiceName };
}
