import { commit } from "../../shared/data/commit.ts";
import { readPractice } from "../../shared/data/practices.ts";
import {
  arrivalChange,
  interchangesTaken,
  nextAckNumber,
  readSftpArrivals,
  readSftpFile,
  sftpFileChanges,
} from "../../shared/data/sftp-files.ts";
import { noteSftpFile } from "../../shared/data/sftp-uses.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type FileInterchange, mostFileBytes, type SftpFile } from "../../shared/domain/sftp-file.ts";
import { wallTimeAt } from "../../shared/domain/wall-clock.ts";
import { openFile } from "../../shared/files/objects.ts";
import {
  type HeldFor,
  heldFor,
  mostInterchanges,
  numberOf,
  numbersTaken,
  withRefusals,
} from "../../shared/x12/hold-against.ts";
import type { Envelope } from "../../shared/x12/interchange.ts";
import { hasClaims } from "../../shared/x12/outcome.ts";
import { readPieces } from "../../shared/x12/read-file.ts";
import { answerKindOf, putAnswers } from "./answers.ts";
import { summaryLetters } from "./letters.ts";
import { type Summary, summaryOf, unread } from "./summary.ts";
import { deedOf, fileIdOf, lineOf, originOf, type Taking } from "./taking.ts";

/** Files of one account that come at the same moment wait for each other this often. */
const tries = 8;

/**
 * Reads a file that arrived and takes it down once, however often and late it is told: its line in the transfer log, the
 * numbers of its interchanges, the event, the mails, and then the answers in `/outbound`. Whoever is told again of what was
 * taken down puts answers that are still missing. Source: PRODUCT.md S6, S7.
 */
export async function takeFile(taking: Taking): Promise<void> {
  const practice = await readPractice(taking.scope);
  if (!practice) return;
  const read = await readingOf(taking);
  for (let attempt = 1; attempt <= tries; attempt++) {
    const known = await readSftpFile(placeOf(taking), fileIdOf(taking));
    const file = known ?? (await takeDown(taking, practice, read));
    if (!file) continue;
    await noteSftpFile(placeOf(taking), file.at);
    return answer(taking, read, file);
  }
  throw new Error("other files of the account were taken down at the same time, again and again");
}

const placeOf = ({ scope, account }: Taking) => ({ scope, accountId: account.accountId });

/** What was read, or why it was not. */
type Reading = { readonly envelope: Envelope; readonly bytes: number } | { readonly why: string };

async function readingOf({ account, transfer }: Taking): Promise<Reading> {
  if (account.status === "disabled") return { why: "The account was disabled when the file arrived: it was not read." };
  if (transfer.bytes > mostFileBytes)
    return { why: "The file is larger than a gigabyte: it was not read. Send it in parts." };
  const opened = await openFile(transfer.key, transfer.etag);
  if (!opened) return { why: "Another file took its place, or it was removed, before it was read." };
  if (opened.bytes > mostFileBytes)
    return { why: "The file is larger than a gigabyte: it was not read. Send it in parts." };
  return { envelope: await readPieces(opened.pieces), bytes: opened.bytes };
}

/** @returns undefined where another file of the account came between */
async function takeDown(taking: Taking, practice: Practice, read: Reading): Promise<SftpFile | undefined> {
  const place = placeOf(taking);
  const arrivals = await readSftpArrivals(place);
  const { senders = [] } = arrivals;
  const held = "why" in read ? undefined : await heldNow(taking, read.envelope, senders);
  const summary = held ? await answered(taking, held) : unread("why" in read ? read.why : "");
  const file: SftpFile = {
    ...lineOf(taking, summary.outcome),
    ...("bytes" in read && { bytes: read.bytes }),
    ...summary,
  };
  const numbers = held ? numbersTaken(held.envelope) : [];
  const learned = senders.length > 0 ? undefined : held && senderOf(held.envelope, numbers);
  const date = wallTimeAt(taking.transfer.at, practice.timeZone).date;
  try {
    await commit(originOf(taking), {
      changes: [
        ...sftpFileChanges(place, file, numbers),
        arrivalChange(place, arrivals, { at: file.at, date, learned }),
      ],
      deeds: [deedOf(taking, file)],
      mails: await summaryLetters(taking, practice, file),
    });
    return file;
  } catch (error) {
    if (error instanceof Refusal && error.code === "request.changed-meanwhile") return undefined;
    throw error;
  }
}

interface Held {
  readonly envelope: Envelope;
  readonly lists: readonly (readonly HeldFor[])[];
}

/** The file, held against what the account sent before. */
async function heldNow(taking: Taking, envelope: Envelope, senders: readonly string[]): Promise<Held> {
  const asked = envelope.interchanges.filter(hasClaims).slice(0, mostInterchanges);
  const wanted = [...new Set(asked.flatMap(({ header }) => (header ? [numberOf(header)] : [])))];
  const numbers = await interchangesTaken(placeOf(taking), wanted, fileIdOf(taking));
  const lists = heldFor(envelope, { numbers, senders });
  return { envelope: withRefusals(envelope, lists), lists };
}

/** Each interchange that can be answered gets its answer's number before it is taken down. */
async function answered(taking: Taking, { envelope, lists }: Held): Promise<Summary> {
  const summary = summaryOf(envelope);
  if (!summary.interchanges) return summary;
  const asked = envelope.interchanges.filter(hasClaims);
  const interchanges: FileInterchange[] = [];
  for (const [i, line] of summary.interchanges.entries()) {
    const kind = asked[i] && answerKindOf(asked[i]);
    const name = `${kind}_${line.controlNumber}_${fileIdOf(taking)}${i === 0 ? "" : `_${i + 1}`}.x12`;
    const acknowledgement = kind && { kind, name, number: await nextAckNumber(placeOf(taking)) };
    const held = lists[i]?.length ? { heldFor: lists[i] } : {};
    interchanges.push({ ...line, ...held, ...(acknowledgement && { acknowledgement }) });
  }
  return { ...summary, interchanges };
}

/** The sender of the first interchange that was taken. */
function senderOf({ interchanges }: Envelope, taken: readonly string[]): string | undefined {
  const first = interchanges.find(({ header }) => header && taken.includes(numberOf(header)));
  return first?.header?.sender;
}

/** The same file gives the same answers, so that it does no harm to give them again. */
async function answer({ account }: Taking, read: Reading, file: SftpFile): Promise<void> {
  if ("why" in read || !file.interchanges) return;
  const lists = file.interchanges.map((line) => (line.heldFor ?? []) as HeldFor[]);
  await putAnswers(account, file, withRefusals(read.envelope, lists).interchanges.filter(hasClaims));
}
