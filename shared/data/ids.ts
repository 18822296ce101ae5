import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What an id's prefix says it is of. */
export type IdKind =
  | "prc"
  | "usr"
  | "col"
  | "inv"
  | "ses"
  | "pnd"
  | "evt"
  | "eml"
  | "sit"
  | "dep"
  | "bgg"
  | "imp"
  | "epp"
  | "sfr"
  | "adr"
  | "pur"
  | "sfa"
  | "sfs"
  | "sfk"
  | "sff";

/** The random part last given out for each of the latest milliseconds. */
const latest = new Map<number, bigint>();
const milliseconds = 64;

/**
 * A new id: prefix and ULID. Ids of one kind sort by time, and those a process makes for one millisecond in the order it
 * made them, so that an attempt never stands after its result.
 * Source: the ULID specification (48 bits of Unix milliseconds, 80 random bits, Crockford base 32; monotonic).
 */
export function newId(kind: IdKind, now: Date): string {
  const before = latest.get(now.getTime());
  const part = before === undefined ? randomPart() : before + 1n;
  latest.set(now.getTime(), part);
  if (latest.size > milliseconds) latest.delete(latest.keys().next().value ?? 0);
  return `${kind}_${timePart(now)}${encode(part)}`;
}

/** The id of something that is told more than once: the same moment and text give the same id, which sorts among the others. */
export function idFrom(kind: IdKind, at: Date, text: string): string {
  const part = BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 20)}`);
  return `${kind}_${timePart(at)}${encode(part)}`;
}

/** The smallest id of its kind at that moment, for ranges over sort keys. */
export function firstIdAt(kind: IdKind, at: Date): string {
  return `${kind}_${timePart(at)}${"0".repeat(16)}`;
}

/** When an id was made (UTC, to the millisecond). @returns undefined when the text is no id of that kind. */
export function timeOfId(kind: IdKind, id: string): Date | undefined {
  const match = new RegExp(`^${kind}_([0-7][0-9A-HJKMNP-TV-Z]{9})[0-9A-HJKMNP-TV-Z]{16}$`).exec(id);
  if (!match?.[1]) return undefined;
  return new Date([...match[1]].reduce((sum, char) => sum * 32 + alphabet.indexOf(char), 0));
}

function timePart(at: Date): string {
  let rest = at.getTime();
  let text = "";
  for (let i = 0; i < 10; i++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** 80 random bits without the highest, so that counting on from them never overflows. */
function randomPart(): bigint {
  return BigInt(`0x${randomBytes(10).toString("hex")}`) >> 1n;
}

/** 80 bits as sixteen characters of five. */
function encode(part: bigint): string {
  let rest = part;
  let text = "";
  for (let i = 0; i < 16; i++) {
    text = alphabet.charAt(Number(rest % 32n)) + text;
    rest /= 32n;
  }
  return text;
}
