import { expect, test } from "vitest";
import { newRecoveryCode } from "../../../shared/secrets/codes.ts";
import { findHash, newRecipe, slowHash } from "../../../shared/secrets/slow-hash.ts";

test("a hash says its cost and salt, never the secret, and the same secret has it again", async () => {
  const hash = await slowHash("7K3QMZT4XA", newRecipe(14));
  expect(hash).toMatch(/^s14\.[\w-]{22}\.[\w-]{43}$/);
  expect(hash).not.toContain("7K3QM");
  expect(await slowHash("7K3QMZT4XA", hash)).toBe(hash);
  expect(await slowHash("7K3QMZT4XB", hash)).not.toBe(hash);
});

test("two recipes give the same secret different hashes; the higher cost works too", async () => {
  const [one, other] = await Promise.all([newRecipe(14), newRecipe(15)].map((recipe) => slowHash("4711", recipe)));
  expect(one).not.toBe(other);
  expect(other).toMatch(/^s15\./);
});

test("of a set the one hash is found, of an empty set none", async () => {
  const recipe = newRecipe(14);
  const hashes = await Promise.all(["A", "B", "C"].map((secret) => slowHash(secret, recipe)));
  expect(await findHash("B", hashes)).toBe(hashes[1]);
  expect(await findHash("D", hashes)).toBeUndefined();
  expect(await findHash("B", [])).toBeUndefined();
});

test("recovery codes are ten characters of the alphabet, evenly, and no two alike", () => {
  const codes = Array.from({ length: 2000 }, newRecoveryCode);
  expect(codes.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{10}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
  const counts = Map.groupBy(codes.join(""), (char) => char);
  expect(counts.size).toBe(32);
  // 625 expected of each; six standard deviations.
  for (const [, found] of counts) expect(Math.abs(found.length - 625)).toBeLessThan(150);
});
