import { expect, test } from "vitest";
import { nameAsCompared } from "../../../functions/login/password-attempt.ts";
import { codeExpiresAt, nextCode, resendAtOf } from "../../../functions/login/sent-code.ts";
import { maskedAddress } from "../../../shared/domain/masked-address.ts";
import { withFloor } from "../../../shared/http/floor.ts";

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
const none: Parameters<typeof resendAtOf>[0] = { pendingId: "pnd", keyVersion: "abc", codeGeneration: 0 };
const one = { ...none, codeGeneration: 1, codeSentAt };

test("another code may be asked for after thirty seconds, and a code is good for ten minutes", () => {
  expect(resendAtOf(one).toISOString()).toBe("2026-01-02T12:00:30.000Z");
  expect(codeExpiresAt(one).toISOString()).toBe("2026-01-02T12:10:00.000Z");
});

test("where no code was sent, one may be asked for at once and none is good", () => {
  expect([resendAtOf(none).getTime(), codeExpiresAt(none).getTime()]).toEqual([0, 0]);
});

test("each channel has a pause of its own, however often one changes between them", () => {
  const at = (seconds: number) => new Date(Date.parse(codeSentAt) + seconds * 1000);
  const waits = (challenge: Parameters<typeof resendAtOf>[0]) =>
    (["email", "sms"] as const).map((channel) => resendAtOf(challenge, channel).toISOString().slice(14, 19));
  expect(resendAtOf(one, "sms").getTime()).toBe(0);
  const texted = { ...one, ...nextCode(one, "sms", at(5)) };
  expect([texted.codeGeneration, texted.codeChannel, ...waits(texted)]).toEqual([2, "sms", "00:30", "00:35"]);
  const mailedAgain = { ...texted, ...nextCode(texted, "email", at(31)) };
  expect([mailedAgain.codeGeneration, ...waits(mailedAgain)]).toEqual([3, "01:01", "00:35"]);
  const textedAgain = { ...mailedAgain, ...nextCode(mailedAgain, "sms", at(40)) };
  expect(waits({ ...textedAgain, ...nextCode(textedAgain, "sms", at(80)) })).toEqual(["01:01", "01:50"]);
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
