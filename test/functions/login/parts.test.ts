import { expect, test } from "vitest";
import { codeExpiresAt, maskedAddress, resendAtOf } from "../../../functions/login/mailed-code.ts";
import { nameAsCompared } from "../../../functions/login/password-attempt.ts";
import { mayUseEmailCodes } from "../../../functions/login/pending-sign-in.ts";
import { roleNames } from "../../../shared/domain/role.ts";
import { withFloor } from "../../../shared/http/floor.ts";
import { aPractice, aUser } from "../../kit/builders.ts";

test.each([
  ["ben.sato", "ben.sato"],
  ["  Ben.Sato ", "ben.sato"],
  ["ＢＥＮ.SATO", "ben.sato"],
  ["Ben.Sato@Sunrise.Example", "ben.sato@sunrise.example"],
  ["ﬁona", "fiona"],
  ["\u00a0ben\u00a0", "ben"],
])("%j is compared as %s", (typed, compared) => {
  expect(nameAsCompared(typed)).toBe(compared);
});

test.each([
  ["ben.sato@sunrise.example", "b***@s***.example"],
  ["b@s.example", "b***@s***.example"],
  ["ben@mail.sunrise.co.uk", "b***@m***.uk"],
])("%s is shown as %s", (address, shown) => {
  expect(maskedAddress(address)).toBe(shown);
});

const codeSentAt = "2026-01-02T12:00:00.000Z";

test("another code may be asked for after thirty seconds, and a code is good for ten minutes", () => {
  expect(resendAtOf({ codeSentAt }).toISOString()).toBe("2026-01-02T12:00:30.000Z");
  expect(codeExpiresAt({ codeSentAt }).toISOString()).toBe("2026-01-02T12:10:00.000Z");
});

test("where no code was sent, one may be asked for at once and none is good", () => {
  expect([resendAtOf({}).getTime(), codeExpiresAt({}).getTime()]).toEqual([0, 0]);
});

test.each(roleNames)("whether %s may use e-mail codes", (role) => {
  const user = aUser({ roles: ["member", role] });
  const strict = aPractice({ policy: { emailCodes: false } });
  expect(mayUseEmailCodes({ user, practice: aPractice() })).toBe(role !== "security-administrator");
  expect(mayUseEmailCodes({ user, practice: strict })).toBe(false);
});

test.each([
  ["quick and good", async () => "in", "in"],
  [
    "quick and refused",
    async () => {
      throw new Error("out");
    },
    "out",
  ],
])("an answer that is %s leaves no earlier than the floor", async (_what, work, end) => {
  const begun = performance.now();
  expect(await withFloor<string>(work).catch((error: Error) => error.message)).toBe(end);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(399);
});

test("slow work is not made slower than its own time", async () => {
  const begun = performance.now();
  await withFloor(() => new Promise((resolve) => setTimeout(resolve, 600)));
  expect(performance.now() - begun).toBeLessThan(800);
});
