import { expect, test } from "vitest";
import { isPhoneNumber, maskedPhone, phoneInOneForm } from "../../../shared/domain/phone.ts";
import { type TextName, texts } from "../../../shared/mail/texts.ts";

const facts = { code: "48291370", minutes: "10" };

test.each(Object.keys(texts) as TextName[])(
  "%s is one segment of plain ASCII that says who sends it and the code",
  (name) => {
    const text = texts[name](facts);
    expect(text).toMatch(/^Gatehouse: 48291370 [\x20-\x7e]+$/);
    expect(text).toContain("10 minutes");
    expect(text.length).toBeLessThanOrEqual(160);
  },
);

test.each([
  ["+1 (312) 555-0147", "+13125550147"],
  ["+49 30.901820", "+4930901820"],
  ["0044 20 7946 0018", "+442079460018"],
])("%s is the number %s", (written, number) => {
  expect(phoneInOneForm(written)).toBe(number);
  expect(isPhoneNumber(number)).toBe(true);
});

test.each(["", "+", "3125550147", "+0312555014", "+1312555", "+1234567890123456", "+1312555014x", "+1312555\n0147"])(
  "%j is no phone number",
  (text) => expect(isPhoneNumber(text)).toBe(false),
);

test("of a number its last four digits are shown", () => {
  expect(maskedPhone("+13125554711")).toBe("•••• 4711");
});
