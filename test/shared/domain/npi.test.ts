import fc from "fast-check";
import { expect, test } from "vitest";
import { isNpi } from "../../../shared/domain/npi.ts";

const valid = "1234567893";

/** Luhn as ISO/IEC 7812-1 Annex B tells it, from a table of doubled digits: written without looking at ours. */
function checkDigitOf(nineDigits: string): number {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  let sum = 24; // what the prefix 80840 adds, as CMS states it
  for (let place = 0; place < 9; place++) {
    const digit = Number(nineDigits[place]);
    sum += place % 2 === 0 ? (doubled[digit] ?? 0) : digit;
  }
  return (10 - (sum % 10)) % 10;
}

test("the example of CMS is a number", () => {
  expect(isNpi(valid)).toBe(true);
});

const offByOne = [...valid].flatMap((digit, place) =>
  [1, 9].map((step) => valid.slice(0, place) + ((Number(digit) + step) % 10) + valid.slice(place + 1)),
);

test.each(offByOne)("%s, one digit off, is none", (text) => {
  expect(isNpi(text)).toBe(false);
});

test.each(["", "123456789", "12345678930", " 1234567893", "1234567893 ", "123456789٣", "123456789a", "1234567893\n"])(
  "%j is not ten digits",
  (text) => {
    expect(isNpi(text)).toBe(false);
  },
);

const nine = fc.stringMatching(/^\d{9}$/);

test("the check digit alone decides, for every number that begins with 1 or 2", () => {
  fc.assert(
    fc.property(nine, fc.constantFrom("1", "2"), (digits, first) => {
      const body = first + digits.slice(1);
      const good = checkDigitOf(body);
      for (let last = 0; last <= 9; last++) expect(isNpi(`${body}${last}`)).toBe(last === good);
    }),
  );
});

test("no number begins with another digit", () => {
  fc.assert(
    fc.property(nine, fc.constantFrom(..."03456789"), (digits, first) => {
      const body = first + digits.slice(1);
      expect(isNpi(`${body}${checkDigitOf(body)}`)).toBe(false);
    }),
  );
});
