import { randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { isSame } from "./token.ts";

/** What a stored hash begins with, so that a later cost or algorithm can be told from this one: `s<log2 N>.<salt>`. */
export type Recipe = `s${number}.${string}`;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** A new salt and the cost: each step doubles time and memory (14: 16 MiB, 15: 32 MiB). */
export function newRecipe(log2N: 14 | 15): Recipe {
  return `s${log2N}.${randomBytes(16).toString("base64url")}`;
}

/**
 * A hash of a secret too short for a plain one, as it may be stored: recipe and hash. It needs no key of the installation,
 * so that no rotation ends it. Source: ASVS 6.5.2; scrypt with r = 8, p = 1.
 * @param recipe a new one, or a stored hash that the secret is to be compared with
 */
export async function slowHash(secret: string, recipe: Recipe): Promise<Recipe> {
  const [cost = "", salt = ""] = recipe.split(".");
  const N = 2 ** Number(cost.slice(1));
  const hash = await derive(secret, Buffer.from(salt, "base64url"), 32, { N, r: 8, p: 1, maxmem: 256 * N * 8 });
  return `s${Number(cost.slice(1))}.${salt}.${hash.toString("base64url")}`;
}

/** The one of these hashes, all of one recipe, that the secret has; undefined when none does. */
export async function findHash(secret: string, hashes: readonly Recipe[]): Promise<Recipe | undefined> {
  const [first] = hashes;
  if (!first) return undefined;
  const given = await slowHash(secret, first);
  return hashes.filter((hash) => isSame(hash, given))[0];
}
