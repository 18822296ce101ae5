import { createHmac, randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepMs = 30_000;
const digits = 6;

/** A fresh secret of 32 bytes as 52 base32 characters without padding, as the service hands them out. Source: RFC 4648 section 6. */
export function newAuthenticatorSecret(): string {
  const bits = Array.from(randomBytes(32), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives.map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
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
