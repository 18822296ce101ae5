import type { SftpFile } from "../../shared/domain/sftp-file.ts";

/** A file as the transfer log lists it. */
export function fileLineOf(file: SftpFile) {
  const { practiceId: _practice, accountId: _account, interchanges: _all, faults: _first, ...rest } = file;
  const { fileId, direction, at, name, bytes, from, outcome, kind, claims, charge } = rest;
  const { acceptedClaims, acceptedCharge, faultCount } = rest;
  return {
    ...{ fileId, direction, at, name, bytes, from, outcome, kind, claims, charge },
    ...{ acceptedClaims, acceptedCharge, faultCount },
  };
}

/** The same with all that is kept of it. */
export function fileViewOf(file: SftpFile) {
  const { submitter, receiver, interchanges = [], faults = [] } = file;
  return {
    ...fileLineOf(file),
    submitter,
    receiver,
    interchanges: interchanges.map(({ heldFor: _why, acknowledgement, ...interchange }) => ({
      ...interchange,
      acknowledgement: acknowledgement && { kind: acknowledgement.kind, name: acknowledgement.name },
    })),
    faults: faults.map((fault) => ({ ...fault })),
  };
}
