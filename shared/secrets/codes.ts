import { createHash, createHmac, randomBytes, randomInt } from "node:crypto";
import { recoveryAlphabet, recoveryCodeLength } from "../domain/recovery-code.ts";
import { currentKeyFor, keyFor } from "./key-ring.ts";

/** Digits of a mailed sign-in code (26 bits). Source: SECURITY B3. */
const codeDigits = 8;

/** Which mailed code of which pending sign-in. */
export interface CodeFacts {
  readonly pendingId: string;
  readonly generation: number;
  readonly keyVersion: string;
}

/** The mailed code, recomputed where it is needed; only its pending sign-in and number are stored. */
export async function mailedCode({ pendingId, generation, keyVersion }: CodeFacts): Promise<string> {
  const key = await keyFor("sign-in-code", keyVersion);
  if (!key) throw new Error("the key of this code is not kept any more");
  const digest = createHmac("sha256", key).update(`${pendingId}.${generation}`).digest();
  return String(digest.readBigUInt64BE() % 10n ** BigInt(codeDigits)).padStart(codeDigits, "0");
}

/** The code in a text: of another channel than a mailed one, and bound to the number it goes to (E.164). */
export async function textedCode(facts: CodeFacts & { readonly phone: string }): Promise<string> {
  return mailedCode({ ...facts, pendingId: `sms.${facts.phone}.${facts.pendingId}` });
}

/** A keyed hash, for what must be recognised but not kept: used codes, unknown names, bodies of repeated requests. */
export async function keyedHash(purpose: "used-code" | "unknown-name" | "idempotency", text: string): Promise<string> {
  return createHmac("sha256", await currentKeyFor(purpose))
    .update(text)
    .digest("base64url");
}

/** A recovery code of 50 random bits, ungrouped: 256 values of a byte fall evenly on 32 characters. */
export function newRecoveryCode(): string {
  return Array.from(randomBytes(recoveryCodeLength), (byte) => recoveryAlphabet.charAt(byte % 32)).join("");
}

/** Letters and digits that nobody takes for each other when they are read aloud or from paper. */
const readable = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
const oneTimeGroup = 4;

/**
 * A password that is read off a screen once: groups of four, 5.8 bits a character, 92 bits at least.
 * @param length characters that the practice's rules ask for
 */
export function newOneTimePassword(length: number): string {
  const groups = Math.max(4, Math.ceil((length + 1) / (oneTimeGroup + 1)));
  const group = () => Array.from({ length: oneTimeGroup }, () => readable.charAt(randomInt(readable.length))).join("");
  return Array.from({ length: groups }, group).join("-");
}

/** A new bearer secret of 256 bits. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a bearer secret; plain SHA-256 is enough for 256 random bits. Source: ASVS 6.5.2. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** The CSRF token of a session, derived from the secret in its cookie, which no script can read. */
export function csrfTokenOf(sessionSecret: string): string {
  return createHmac("sha256", sessionSecret).update("csrf").digest("base64url");
}
