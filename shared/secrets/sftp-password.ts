import { createHmac, randomBytes } from "node:crypto";
import { currentKeyVersion, keyFor } from "./key-ring.ts";
import { isSame } from "./token.ts";

/** What is kept of an SFTP password: a keyed hash, and which pepper it was made with. Source: SECURITY B10, RULINGS 13. */
export interface PepperedHash {
  readonly hash: string;
  readonly keyVersion: string;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 32 bytes as 52 characters that no software has to quote. Source: RFC 4648 §6, without padding. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let rest = 0;
  let bits = 0;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((rest >> (bits - 5)) & 31);
    rest &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet.charAt((rest << (5 - bits)) & 31) : text;
}

/** A new password of 256 random bits. */
export const newSftpPassword = (): string => base32(randomBytes(32));

/** What a password that a link shows is made of: random bits of ours, and the nonce of the browser that asked. */
export interface RevealFacts {
  readonly linkId: string;
  readonly generation: number;
  readonly salt: string;
  /** Known to the browser alone, and not kept: without it neither rows nor keys give the password again. */
  readonly nonce: string;
  readonly keyVersion: string;
}

/** The random bits that one reveal adds. */
export const newSalt = (): string => randomBytes(32).toString("base64url");

/**
 * The password of a reveal: the same for the same nonce, so that a lost answer can be repeated without keeping the password.
 * @throws Error when its key is not kept any more
 */
export async function revealedPassword({ linkId, generation, salt, nonce, keyVersion }: RevealFacts): Promise<string> {
  const key = await keyFor("sftp-secret", keyVersion);
  if (!key) throw new Error("the key of this reveal is not kept any more");
  const text = JSON.stringify([linkId, generation, salt, nonce]);
  return base32(createHmac("sha256", key).update(text).digest());
}

/** What is stored of a new password. */
export async function pepperedHash(password: string): Promise<PepperedHash> {
  const keyVersion = await currentKeyVersion();
  const hash = await hashWith(password, keyVersion);
  if (hash === undefined) throw new Error("the installation's secret has no current version");
  return { hash, keyVersion };
}

/** What is kept of a password, and of those that are as good as it. */
interface Held extends PepperedHash {
  readonly earlier?: readonly PepperedHash[];
}

/** The first of these that the password has, with its very hash, compared in constant time; undefined when none does. */
export async function findPeppered<H extends Held>(
  password: string,
  held: readonly H[],
): Promise<{ readonly of: H; readonly kept: PepperedHash } | undefined> {
  const all = held.flatMap((of) => [of, ...(of.earlier ?? [])].map((kept) => ({ of, kept })));
  const found: typeof all = [];
  for (const each of all)
    if (isSame(each.kept.hash, (await hashWith(password, each.kept.keyVersion)) ?? "")) found.push(each);
  return found[0];
}

/** Whether a hash should be made anew with today's pepper: the one before yesterday's is not kept. */
export async function isPepperOld({ keyVersion }: PepperedHash): Promise<boolean> {
  return keyVersion !== (await currentKeyVersion());
}

async function hashWith(password: string, keyVersion: string): Promise<string | undefined> {
  const key = await keyFor("sftp-pepper", keyVersion);
  return key && createHmac("sha256", key).update(password).digest("base64url");
}
