import { createHmac, timingSafeEqual } from "node:crypto";
import { currentKeyVersion, keyFor, type Purpose } from "./key-ring.ts";

/** What a token stands for: an id, and which of the links sent for it. */
export interface TokenFacts {
  /** Letters, digits, `_`, `~` and `-`; no dots. */
  readonly id: string;
  readonly generation: number;
  readonly keyVersion: string;
}

/**
 * A token for a link: keyVersion.id.generation.MAC. It is recomputed where it is needed and stored nowhere. Source: RULINGS 13.
 * @throws Error when its key version is not kept any more
 */
export async function tokenFor(purpose: Purpose, { id, generation, keyVersion }: TokenFacts): Promise<string> {
  const key = await keyFor(purpose, keyVersion);
  if (!key) throw new Error("the key of this token is not kept any more");
  return [keyVersion, id, generation, mac(key, id, generation)].join(".");
}

/** The facts of a new token, with the current key. */
export async function newTokenFacts(id: string, generation: number): Promise<TokenFacts> {
  return { id, generation, keyVersion: await currentKeyVersion() };
}

/** What a token stands for. @returns undefined for anything that this installation did not make. */
export async function readToken(purpose: Purpose, token: string): Promise<TokenFacts | undefined> {
  const [keyVersion, id, generationText, given, ...rest] = token.split(".");
  if (!keyVersion || !id || !generationText || !given || rest.length > 0) return undefined;
  const generation = Number(generationText);
  if (!Number.isSafeInteger(generation) || generation < 1 || String(generation) !== generationText) return undefined;
  const key = await keyFor(purpose, keyVersion);
  if (!key || !isSame(given, mac(key, id, generation))) return undefined;
  return { id, generation, keyVersion };
}

/** Constant-time comparison of two texts. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function mac(key: Buffer, id: string, generation: number): string {
  return createHmac("sha256", key).update(`${id}.${generation}`).digest("base64url");
}
