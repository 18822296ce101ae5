import type { AuditAction } from "../../../../shared/domain/audit-action.ts";
import { sftpRefusals } from "../../../../shared/domain/sftp-sign-in.ts";
import { absoluteTime } from "./moment.tsx";

/** Why a link to a password was refused, for who answers for the account and not for who opened it. */
const linkRefusals: Readonly<Record<string, string>> = {
  "secret-link.used": "it was used already",
  "secret-link.expired": "it was over",
  "secret-link.sign-in-first": "who opened it was not signed in as the user it is for",
  "secret-link.code-required": "the code that is mailed for it was missing",
  "secret-link.code-wrong": "the code was wrong or over",
};

/** What a letter about an account was. */
const letters: Readonly<Record<string, string>> = {
  "sftp-account-opened": "where to connect, and the username",
  "sftp-reveal-link": "the link to a password",
  "sftp-hand-off": "the link to somebody outside",
  "sftp-link-code": "the code for the link",
  "sftp-password": "the password",
  "sftp-changed": "news of the account",
  "sftp-secret-ending": "that a password ends soon",
};

/** Why sign-ins at SFTP were refused: what was found, without the advice, which stands with the account now. */
const sftpReasons = new Map<string, string>(
  Object.entries(sftpRefusals).map(([code, sentence]) => {
    const found = sentence.split(". ")[0]?.replace(/\.$/, "") ?? sentence;
    return [code, found.charAt(0).toLowerCase() + found.slice(1)];
  }),
);

/**
 * An event's reason as a person says it: codes of SFTP and its letters in words, moments in the practice's zone, and what
 * somebody typed as it is.
 */
export function reasonInWords(reason: string, action: AuditAction, timeZone: string): string {
  if (action.startsWith("mail.")) return letters[reason] ?? reason.replaceAll("-", " ");
  const said = action.startsWith("sftp.") ? (linkRefusals[reason] ?? sftpReasons.get(reason)) : undefined;
  return said ?? reason.replace(instants, (instant) => absoluteTime(instant, timeZone));
}

const instants = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\b/g;
