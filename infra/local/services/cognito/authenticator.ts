import { createHmac, randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepMs = 30_000;
const digits = 6;

/** A fresh base32 secret of 52 characters, as the service hands them out. */
export function newAuthenticatorSecret(): string {
  return Array.from(randomBytes(52), (byte) => alphabet.charAt(byte & 31)).join("");
}

/** The time step a moment (milliseconds) lies in. */
export function stepAt(now: number): number {
  return Math.floor(now / stepMs);
}

/** The code of one time step. Source: RFC 6238 with SHA-1, 30 seconds, 6 digits. */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** The step within one step of now whose code this is. */
export function matchingStep(secret: string, code: string, now: number): number | undefined {
  const current = stepAt(now);
  return [current, current - 1, current + 1].find((step) => codeOf(secret, step) === code);
}

function bytesOf(secret: string): Buffer {
  let bits = "";
  for (const character of secret) bits += alphabet.indexOf(character).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
}
