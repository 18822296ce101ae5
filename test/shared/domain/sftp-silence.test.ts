import { describe, expect, test } from "vitest";
import { silenceOf } from "../../../shared/domain/sftp-silence.ts";

const zone = "America/Chicago";
/** The last file came on Monday before Thanksgiving, at a quarter past eight in the evening of the practice. */
const lastFileAt = "2026-11-24T02:15:00Z";
const daily = new Set(["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"]);
const at = (date: string) => new Date(`${date}T15:00:00Z`);

describe("an account that gets files every day", () => {
  test.each([
    ["the day after", "2026-11-24", undefined],
    ["after two days", "2026-11-26", undefined],
    ["on the day after Thanksgiving, which did not count", "2026-11-27", undefined],
    ["over the weekend: three business days are whole", "2026-11-28", 3],
    ["on Monday, since the weekend does not count", "2026-11-30", 3],
    ["on Tuesday", "2026-12-01", 4],
  ])("is asked about %s", (_, date, businessDays) => {
    expect(silenceOf({ lastFileAt, days: daily }, zone, at(date))?.businessDays).toBe(businessDays);
  });
  test("is told of once in one silence, and again in the next", () => {
    const told = { lastFileAt, days: daily, silenceToldOf: lastFileAt };
    expect(silenceOf(told, zone, at("2026-12-20"))).toBeUndefined();
    expect(silenceOf({ ...told, lastFileAt: "2026-12-01T15:00:00Z" }, zone, at("2026-12-09"))?.businessDays).toBe(5);
  });
  test("waits for as many days as somebody set, and for good when he set none", () => {
    const set = (silenceDays: number) => silenceOf({ lastFileAt, days: daily, silenceDays }, zone, at("2026-12-02"));
    expect([set(5)?.businessDays, set(6), set(0)]).toEqual([5, undefined, undefined]);
    expect(silenceOf({ lastFileAt, days: daily, silenceDays: 1 }, zone, at("2026-11-25"))?.businessDays).toBe(1);
  });
});

test("who sends once a week is not asked after three days, but after a week without", () => {
  const weekly = new Set(["2026-10-30", "2026-11-06", "2026-11-13", "2026-11-20"]);
  const sent = { lastFileAt: "2026-11-20T20:00:00Z", days: weekly };
  expect(silenceOf(sent, zone, at("2026-11-27"))).toBeUndefined();
  expect(silenceOf(sent, zone, at("2026-11-30"))).toBeUndefined();
  expect(silenceOf(sent, zone, at("2026-12-01"))?.businessDays).toBe(5);
});

test.each([
  ["nothing ever came", {}],
  ["files came on two days only", { lastFileAt, days: new Set(["2026-11-20", "2026-11-23"]) }],
])("where %s nobody is told", (_, arrivals) => {
  expect(silenceOf(arrivals, zone, at("2027-03-01"))).toBeUndefined();
});
