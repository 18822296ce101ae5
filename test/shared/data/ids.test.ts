import fc from "fast-check";
import { expect, test } from "vitest";
import { firstIdAt, type IdKind, newId, timeOfId } from "../../../shared/data/ids.ts";

const kinds: IdKind[] = ["prc", "usr", "inv", "ses", "pnd", "evt", "eml"];
/** 48 bits, as the ULID specification has it. */
const lastMoment = 2 ** 48 - 1;
const moment = fc.oneof(
  fc.integer({ min: 0, max: 4_102_444_800_000 }),
  fc.constantFrom(0, 1, 1023, 1024, lastMoment - 1, lastMoment),
);
const at = (milliseconds: number) => new Date(milliseconds);

// Moment and text are the example of the ULID's authors.
test.each(kinds)("an id of kind %s is its prefix and a ULID", (kind) => {
  expect(newId(kind, at(1_469_918_176_385))).toMatch(new RegExp(`^${kind}_01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$`));
});

test("the moment of an id is read back to the millisecond", () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...kinds), (time, kind) => {
      expect(timeOfId(kind, newId(kind, at(time)))).toEqual(at(time));
    }),
  );
});

test("ids sort by their moment", () => {
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      fc.pre(one !== other);
      expect(newId("evt", at(one)) < newId("evt", at(other))).toBe(one < other);
    }),
  );
});

test("ids of one millisecond sort as they were made, and none is made twice", () => {
  const now = at(1_767_225_600_123);
  const made = Array.from({ length: 5000 }, () => newId("evt", now));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test("ids of one millisecond keep their order when other moments come between, as far as the clock is away", () => {
  const base = 1_767_225_700_000;
  const made = Array.from({ length: 400 }, (_, index) => newId("evt", at(base + (index % 60))));
  for (let offset = 0; offset < 60; offset++) {
    const together = made.filter((_, index) => index % 60 === offset);
    expect(together.toSorted()).toEqual(together);
  }
});

test("two moments' ids share nothing that could be guessed from one another", () => {
  const random = new Set(Array.from({ length: 500 }, (_, index) => newId("ses", at(index)).slice(14)));
  expect(random.size).toBe(500);
  for (const place of [4, 8, 15]) expect(new Set([...random].map((text) => text[place])).size).toBeGreaterThan(20);
});

test("the first id of a moment lies between the ids before it and those of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_102_444_800_000 }), (time) => {
      const first = firstIdAt("evt", at(time));
      expect(newId("evt", at(time - 1)) < first).toBe(true);
      expect(first <= newId("evt", at(time))).toBe(true);
      expect(timeOfId("evt", first)).toEqual(at(time));
    }),
  );
});

const id = newId("evt", at(1_767_225_600_000));

test.each([
  "",
  "evt_",
  id.slice(4),
  id.slice(0, -1),
  `${id}0`,
  `${id}\n`,
  id.toLowerCase(),
  id.replace("evt", "usr"),
  id.replace("evt_", "evt-"),
  `${id.slice(0, -1)}I`,
  `${id.slice(0, -1)}L`,
  `${id.slice(0, -1)}U`,
  // More than the 48 bits of a moment.
  `evt_8${"0".repeat(25)}`,
  `evt_${"Z".repeat(26)}`,
])("%j is no id of an event", (text) => {
  expect(timeOfId("evt", text)).toBeUndefined();
});
