import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What an id's prefix says it is of. */
export type IdKind = "prc" | "usr" | "inv" | "ses" | "pnd" | "evt" | "eml";

/**
 * A new id: prefix and ULID, so that ids of one kind sort by time.
 * Source: the ULID specification (48 bits of Unix milliseconds, 80 random bits, Crockford base 32).
 */
export function newId(kind: IdKind, now: Date): string {
  return `${kind}_${timePart(now)}${encode(randomBytes(10))}`;
}

/** The smallest id of its kind at that moment, for ranges over sort keys. */
export function firstIdAt(kind: IdKind, at: Date): string {
  return `${kind}_${timePart(at)}${"0".repeat(16)}`;
}

/** When an id was made (UTC, to the millisecond). @returns undefined when the text is no id of that kind. */
export function timeOfId(kind: IdKind, id: string): Date | undefined {
  const match = new RegExp(`^${kind}_([0-9A-HJKMNP-TV-Z]{10})[0-9A-HJKMNP-TV-Z]{16}$`).exec(id);
  if (!match?.[1]) return undefined;
  const milliseconds = [...match[1]].reduce((sum, char) => sum * 32 + alphabet.indexOf(char), 0);
  return milliseconds > 8.64e15 ? undefined : new Date(milliseconds);
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

/** Ten bytes as sixteen characters of five bits. */
function encode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five, 2))).join("");
}
