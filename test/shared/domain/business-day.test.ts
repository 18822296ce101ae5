import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { businessDaysBetween, holidaysOf, isBusinessDay } from "../../../shared/domain/business-day.ts";
import { dateAfter } from "../../../shared/domain/wall-clock.ts";

// As the Office of Personnel Management publishes them.
test.each<[number, string[]]>([
  [
    2021,
    [
      ...["2021-01-01", "2021-01-18", "2021-02-15", "2021-05-31", "2021-06-18", "2021-07-05", "2021-09-06"],
      ...["2021-10-11", "2021-11-11", "2021-11-25", "2021-12-24", "2021-12-31"],
    ],
  ],
  [
    2022,
    [
      ...["2022-01-17", "2022-02-21", "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05", "2022-10-10"],
      ...["2022-11-11", "2022-11-24", "2022-12-26"],
    ],
  ],
  [
    2026,
    [
      ...["2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07"],
      ...["2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25"],
    ],
  ],
  [
    2027,
    [
      ...["2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05", "2027-09-06"],
      ...["2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24", "2027-12-31"],
    ],
  ],
])("the public holidays of %i", (year, dates) => {
  expect([...holidaysOf(year).keys()]).toEqual(dates);
});

describe("business days", () => {
  test.each([
    ["2026-11-25", true],
    ["2026-11-26", false],
    ["2026-11-27", true],
    ["2026-11-28", false],
    ["2021-12-31", false],
    ["2020-06-19", true],
    ["2026-07-03", false],
  ])("%s is one: %s", (date, is) => {
    expect(isBusinessDay(date)).toBe(is);
  });
  test.each([
    ["2026-11-20", "2026-11-23", 0],
    ["2026-11-20", "2026-11-24", 1],
    ["2026-11-25", "2026-12-01", 2],
    ["2026-12-23", "2027-01-05", 6],
    ["2026-11-20", "2026-11-20", 0],
    ["2026-11-20", "2026-11-01", 0],
  ])("after %s and before %s there are %i", (after, before, count) => {
    expect(businessDaysBetween(after, before)).toBe(count);
  });
  test("counting through is the sum of its parts, and no week has more than five", () => {
    const day = fc.integer({ min: 0, max: 9000 }).map((days) => dateAfter("2020-01-01", days));
    fc.assert(
      fc.property(day, fc.nat(60), fc.nat(60), (from, one, other) => {
        const middle = dateAfter(from, one);
        const whole = businessDaysBetween(from, dateAfter(middle, other));
        const parts = businessDaysBetween(from, middle) + businessDaysBetween(middle, dateAfter(middle, other));
        expect(whole - parts).toBe(one > 0 && other > 0 && isBusinessDay(middle) ? 1 : 0);
        expect(businessDaysBetween(from, dateAfter(from, 8))).toBeLessThanOrEqual(5);
      }),
    );
  });
});
