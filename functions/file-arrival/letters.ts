import { countWithin } from "../../shared/data/counters.ts";
import { listDirectory } from "../../shared/data/directory.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { fileOutcomes, moneyInWords, type SftpFile } from "../../shared/domain/sftp-file.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import type { Taking } from "./taking.ts";

/** People who are told of one file: their letters fit into its transaction. */
const mostTold = 40;
/** Files of one account that are told by mail in an hour: some software sends each claim in a file of its own. */
const mostFiles = { files: 30, seconds: 3600 } as const;
/** Mistakes that a letter names; the page has more. */
const mistakesTold = 3;

/**
 * The summary of a file of claims to everybody who wants mails of claims; other files wait in the transfer log. It has neither
 * the file's name nor a word of it. What comes after thirty files in an hour is seen in the transfer log alone.
 * Source: PRODUCT.md S7, U2.
 */
export async function summaryLetters(
  { scope, account, now }: Taking,
  practice: Practice,
  file: SftpFile,
): Promise<Mail[]> {
  if (file.outcome === "received") return [];
  const counted = { what: `sftp-mails#${account.accountId}`, seconds: mostFiles.seconds };
  if (!(await countWithin(counted, mostFiles.files, now))) return [];
  const question = { isDescending: false, filters: { mails: "claims" } };
  const { users } = await listDirectory({ scope, question, limit: mostTold, now }, undefined);
  const params = {
    practiceName: practice.name,
    username: account.username,
    outcome: fileOutcomes[file.outcome],
    content: contentOf(file),
    numbers: numbersOf(file),
    mistakes: mistakesOf(file),
    at: inZone(new Date(file.at), practice.timeZone),
  };
  return users
    .filter(({ status }) => status === "active")
    .map((user) => ({
      letter: "sftp-file-summary",
      to: user.email,
      subjectId: user.userId,
      subjectName: fullNameOf(user),
      params: { ...params, firstName: user.firstName },
      secret: { kind: "page-link", page: `sftp/accounts/${account.accountId}` },
    }));
}

function contentOf({ kind, claims, charge, acceptedClaims, outcome, interchanges = [] }: SftpFile): string {
  if (kind === undefined || claims === undefined || charge === undefined) return "not read";
  const taken = outcome === "accepted-in-part" ? `, of which ${acceptedClaims} were accepted` : "";
  const test = interchanges.some(({ isTest }) => isTest) ? "; marked as a test" : "";
  return `${kind}, ${claims} ${claims === 1 ? "claim" : "claims"} of ${moneyInWords(charge)} in all${taken}${test}`;
}

function numbersOf({ interchanges = [] }: SftpFile): string {
  return interchanges.flatMap(({ controlNumber }) => controlNumber ?? []).join(", ") || "none could be read";
}

function mistakesOf({ faults = [], faultCount = 0 }: SftpFile): string {
  const told = faults.slice(0, mistakesTold).map(({ segment, offset, reason }) => {
    return segment === 0 ? reason : `Segment ${segment} (byte ${offset}): ${reason}`;
  });
  const more = faultCount - told.length;
  return [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}
