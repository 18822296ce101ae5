import { isObject, type Json, type JsonObject } from "../../json.ts";

/** How one mapping delivers. */
export interface Delivery {
  readonly invoke: (event: JsonObject) => Promise<unknown>;
  /** Retries after the first try; -1 for no end. */
  readonly retries: number;
  readonly bisect: boolean;
  /** Whether the function answers which records failed. */
  readonly partial: boolean;
  /** Records older than this many milliseconds are given up. */
  readonly maxAge: number;
  /** Told what is given up after the last try. */
  readonly giveUp: (records: readonly JsonObject[], tries: number) => void;
  /** Told the last record that needs no more delivery. */
  readonly done: (record: JsonObject) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Ends all tries; what is under way is delivered again at the next start. */
  readonly stopped: () => boolean;
}

const sequenceOf = (record: JsonObject): Json | undefined =>
  isObject(record["dynamodb"]) ? record["dynamodb"]["SequenceNumber"] : undefined;

/** Milliseconds since 1970 at which the record was written (to the second). */
const writtenAt = (record: JsonObject): number =>
  Number(isObject(record["dynamodb"]) ? record["dynamodb"]["ApproximateCreationDateTime"] : 0) * 1000;

/** The index of the first record to deliver again; the count of records when none is. */
function firstFailed(answer: Json, records: readonly JsonObject[]): number {
  const failures = isObject(answer) ? answer["batchItemFailures"] : undefined;
  if (!Array.isArray(failures) || failures.length === 0) return records.length;
  const named = failures.map((each) => (isObject(each) ? each["itemIdentifier"] : undefined));
  const places = named.map((name) => records.findIndex((record) => sequenceOf(record) === name));
  return Math.min(...places.map((place) => Math.max(0, place)));
}

/** @returns how many records from the first on are delivered */
async function attempt(records: readonly JsonObject[], delivery: Delivery): Promise<number> {
  try {
    const answer = await delivery.invoke({ Records: [...records] });
    return delivery.partial ? firstFailed((answer ?? null) as Json, records) : records.length;
  } catch {
    return 0;
  }
}

/** Gives up a batch after its last try or when its first record is too old. @returns whether it did */
function givesUp(records: readonly JsonObject[], delivery: Delivery, tried: number): boolean {
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) return false;
  const isLastTry = delivery.retries >= 0 && tried > delivery.retries;
  if (!isLastTry && Date.now() - writtenAt(first) <= delivery.maxAge) return false;
  delivery.giveUp(records, tried);
  delivery.done(last);
  return true;
}

/**
 * Delivers a batch until every record is delivered or given up, in order: a record is never overtaken.
 * A failing batch is tried again with growing pauses, in halves if the mapping bisects; halving costs no retry.
 */
export async function deliver(batch: readonly JsonObject[], delivery: Delivery, tries = 0): Promise<void> {
  let records = batch;
  for (let tried = tries + 1; records.length > 0 && !delivery.stopped(); tried += 1) {
    const delivered = await attempt(records, delivery);
    const last = records[delivered - 1];
    if (last) delivery.done(last);
    records = records.slice(delivered);
    if (records.length === 0 || delivery.stopped()) return;
    if (delivery.bisect && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      await deliver(records.slice(0, middle), delivery, tried - 1);
      return deliver(records.slice(middle), delivery, tried - 1);
    }
    if (givesUp(records, delivery, tried)) return;
    await delivery.wait(Math.min(10_000, 200 * 2 ** Math.min(tried, 6)));
  }
}
