import { beforeEach, expect, test, vi } from "vitest";

const kept = new Map<string, string>();
vi.stubGlobal("sessionStorage", {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
});
const { forgetNonce, hasNonceFor, nonceFor } = await import("../../../functions/console/src/reveal-nonce.ts");

beforeEach(() => kept.clear());

test("a tab asks for a link's password with the same nonce again, until it is forgotten", () => {
  expect(hasNonceFor("one")).toBe(false);
  const nonce = nonceFor("one");
  expect(nonceFor("one")).toBe(nonce);
  expect(hasNonceFor("one")).toBe(true);
  forgetNonce();
  expect(hasNonceFor("one")).toBe(false);
  expect(nonceFor("one")).not.toBe(nonce);
});

test("another link gets another nonce", () => {
  const nonce = nonceFor("one");
  expect(nonceFor("two")).not.toBe(nonce);
  expect(hasNonceFor("one")).toBe(false);
});
