import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countsOf, nextChangeOf, packed, placesOf, unpacked } from "../../../shared/domain/directory.ts";
import { nameKeyOf, placeOf, sortNames } from "../../../shared/domain/directory-sorts.ts";
import { folded, isFound, termsOf, wordFoundBy, wordsOf } from "../../../shared/domain/directory-words.ts";
import type { User } from "../../../shared/domain/user.ts";
import { aUser } from "../../kit/builders.ts";

const now = new Date("2026-01-02T12:00:00.000Z");
const zoe = aUser({ firstName: "Zoë", lastName: "O'Neil-Größe", email: "z.oneil@sunrise.example", username: "zoe7" });

describe("words", () => {
  test("are those of the names, the username, what stands before the @, and the whole address", () => {
    expect([...wordsOf(zoe)].sort()).toEqual(
      ["grosse", "neil", "o", "oneil", "z", "z.oneil@sunrise.example", "zoe", "zoe7"].sort(),
    );
  });

  test.each([
    ["zoe", true],
    ["ZOË", true],
    ["Größe zo", true],
    ["grosse", true],
    ["o'neil", true],
    ["z.oneil@sun", true],
    ["sunrise", false],
    ["oe", false],
    ["zoe smith", false],
    ["  ", true],
    ["—", true],
  ])("a search for %j finds Zoë O'Neil-Größe: %s", (search, isWanted) => {
    expect(isFound(zoe, termsOf(search))).toBe(isWanted);
  });

  test("somebody found by several words is listed by the first of them", () => {
    expect(wordFoundBy(zoe, "z")).toBe("z");
    expect(wordFoundBy(zoe, "zo")).toBe("zoe");
    expect(wordFoundBy(zoe, "x")).toBeUndefined();
  });
});

test("people sort by last, then first name, without regard to case and accents; namesakes by id", () => {
  const people = [
    ["Öz", "Ada", "1"],
    ["oz", "Bea", "2"],
    ["Oza", "Abe", "3"],
    ["O'Neil", "Zoë", "4"],
    ["Oz", "ADA", "5"],
    ["Ångström", "Eva", "6"],
    ["anders", "Eva", "7"],
  ].map(([lastName = "", firstName = "", userId = ""]) => aUser({ lastName, firstName, userId }));
  const sorted = people.toSorted((a, b) => (placeOf(a, "name", now) < placeOf(b, "name", now) ? -1 : 1));
  expect(sorted.map(({ userId }) => userId)).toEqual(["7", "6", "4", "1", "5", "2", "3"]);
  expect(nameKeyOf({ lastName: "Öz", firstName: "Ada" })).toBe(nameKeyOf({ lastName: "OZ", firstName: "ada" }));
});

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((value) => !/\p{Cc}/u.test(value));
const moment = fc.option(
  fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }).map((date) => date.toISOString()),
  { nil: undefined },
);
const anyUser = fc
  .record({
    firstName: text,
    lastName: text,
    username: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{2,20}$/), { nil: undefined }),
    secondStep: fc.constantFrom("none", "totp", "email" as const),
    status: fc.constantFrom("invited", "active", "disabled" as const),
    lockedUntil: moment,
    lastSignInAt: moment,
    expiresAt: moment,
    invitationExpiresAt: moment,
  })
  .map((own) => aUser(own as Partial<User>));

test("what is packed for a row is read back as it was", () => {
  fc.assert(
    fc.property(anyUser, (user) => {
      const back = unpacked(packed(user), placeOf(user, "lastSignInAt", now));
      expect(Object.keys(back).length).toBeGreaterThan(6);
      expect(user).toMatchObject(back);
      expect(packed(back)).toBe(packed(user));
    }),
  );
});

test("a user stands once in every order, and no place is another's", () => {
  fc.assert(
    fc.property(anyUser, anyUser, (one, other) => {
      const places = placesOf(one, now);
      for (const sort of sortNames) expect(places.filter(({ part }) => part === `s#${sort}`)).toHaveLength(1);
      const names = [...places, ...placesOf({ ...other, userId: "usr_other" }, now)].map(
        ({ part, at }) => `${part} ${at}`,
      );
      expect(new Set(names).size).toBe(names.length);
      expect(places.every(({ at }) => at.endsWith(one.userId))).toBe(true);
    }),
  );
});

test("until the next change no place and no count changes by time alone, and then one may", () => {
  fc.assert(
    fc.property(anyUser, fc.nat(), (user, later) => {
      const change = nextChangeOf(user, now);
      const end = change?.getTime() ?? now.getTime() + later + 1;
      const before = new Date(Math.max(now.getTime(), Math.min(now.getTime() + later, end - 1)));
      expect(placesOf(user, before)).toEqual(placesOf(user, now));
      expect(countsOf(user, before)).toEqual(countsOf(user, now));
    }),
  );
});

test("folding is stable, so that what was folded once is found again", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(folded(folded(value))).toBe(folded(value));
    }),
  );
});
