import { expect, test } from "vitest";
import * as z from "zod/mini";
import { anyCode } from "../../../shared/contract/fields.ts";
import { asCompared, inGroups, recoveryAlphabet } from "../../../shared/domain/recovery-code.ts";

test("a code is shown in two groups of five and compared without them", () => {
  expect(inGroups("7K3QMZT4XA")).toBe("7K3QM-ZT4XA");
  expect(asCompared(inGroups("7K3QMZT4XA"))).toBe("7K3QMZT4XA");
});

test.each([
  ["7k3qm zt4xa", "7K3QMZT4XA"],
  ["  7K3QM - ZT4XA ", "7K3QMZT4XA"],
  ["Oo0Ll-1iI23", "0001111123"],
])("what a person types as %j is read as %s", (typed, read) => {
  expect(asCompared(typed)).toBe(read);
  expect(z.parse(anyCode, typed)).toBe(read);
});

test("the alphabet has 32 characters, each compared as itself", () => {
  expect(new Set(recoveryAlphabet).size).toBe(32);
  expect(asCompared(recoveryAlphabet)).toBe(recoveryAlphabet);
});

test.each(["", "12345", "123456789", "7K3QM-ZT4X", "7K3QM-ZT4XAB", "7K3QM-ZT4XU", "٣٣٣٣٣٣"])(
  "%j is no code",
  (typed) => {
    expect(z.safeParse(anyCode, typed).success).toBe(false);
  },
);
