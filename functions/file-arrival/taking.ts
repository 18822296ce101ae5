import type { Deed, Origin } from "../../shared/audit/event.ts";
import { idFrom } from "../../shared/data/ids.ts";
import type { AuditAction } from "../../shared/domain/audit-action.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import type { FileOutcome, SftpFile } from "../../shared/domain/sftp-file.ts";
import type { Transfer } from "./transfer-event.ts";

/** A transfer that is being taken down, and whose it is. */
export interface Taking {
  readonly scope: PracticeScope;
  readonly account: SftpAccount;
  readonly transfer: Transfer;
  readonly now: Date;
}

/** The same event always names the same file. */
export const fileIdOf = ({ transfer }: Taking): string => idFrom("sff", transfer.at, transfer.mark);

/** What every line of the transfer log has. */
export function lineOf({ account, transfer, ...rest }: Taking, outcome: FileOutcome): SftpFile {
  return {
    practiceId: account.practiceId,
    accountId: account.accountId,
    fileId: fileIdOf({ account, transfer, ...rest }),
    direction: transfer.what === "fetched" ? "out" : "in",
    at: transfer.at.toISOString(),
    name: transfer.name,
    bytes: transfer.bytes,
    ...(transfer.from && { from: transfer.from }),
    outcome,
  };
}

/** The account is who acts: software that signed in under its name. */
export function originOf({ account, transfer, now }: Taking): Origin {
  const { practiceId, accountId, username } = account;
  return {
    practiceId,
    actorId: accountId,
    actorName: username,
    now,
    ...(transfer.from && { address: transfer.from }),
  };
}

const actions = {
  accepted: "sftp.file-accepted",
  "accepted-in-part": "sftp.file-accepted",
  rejected: "sftp.file-rejected",
  received: "sftp.file-received",
  fetched: "sftp.file-fetched",
  "broken-off": "sftp.file-broken-off",
} as const satisfies Record<FileOutcome, AuditAction>;

/** What the audit log says of a file: numbers of the envelope, and never its name or a word of it. Source: SECURITY attack 84. */
export function deedOf({ account }: Taking, file: SftpFile): Deed {
  const { fileId, bytes, kind, outcome, claims, charge, faultCount } = file;
  const numbers = (file.interchanges ?? []).map(({ controlNumber }) => controlNumber ?? "?");
  const facts = { file: fileId, bytes, kind, outcome, claims, charge, mistakes: faultCount, interchanges: numbers };
  const told = Object.entries(facts).filter(([, value]) => value !== undefined && String(value) !== "");
  return {
    action: actions[outcome],
    outcome: outcome === "rejected" ? "refused" : outcome === "broken-off" ? "failed" : "success",
    subjectId: account.accountId,
    subjectName: account.username,
    changes: Object.fromEntries(told.map(([name, after]) => [name, { after }])),
  };
}
