import { describe, expect, test } from "vitest";
import { newPin, pin } from "../../../shared/contract/fields.ts";
import { isTrivialPin, pinStateOf, viewOfPin } from "../../../shared/domain/pin.ts";

describe("a PIN", () => {
  test.each(["1111", "00000000", "1234", "12345678", "4321", "8765", "7890", "8901", "0987", "21098"])(
    "%s is one that people try first",
    (digits) => {
      expect(isTrivialPin(digits)).toBe(true);
      expect(newPin.safeParse(digits).error?.issues.map(({ message }) => message)).toEqual([
        "must not be one digit over and over, nor a run such as 1234 or 8765",
      ]);
      // What somebody says may be anything: it is only compared.
      expect(pin.safeParse(digits).success).toBe(true);
    },
  );
  test.each(["2580", "1235", "1124", "8305", "12346", "13579", "90210", "11112222"])("%s is taken", (digits) => {
    expect(isTrivialPin(digits)).toBe(false);
    expect(newPin.safeParse(digits).success).toBe(true);
  });
  test.each(["", "258", "258031649", "25a0", "２５８０", "25.0", "-2580", 2580, null])(
    "%j is none, and only that is said",
    (typed) => {
      expect(pin.safeParse(typed).success).toBe(false);
      expect(newPin.safeParse(typed).error?.issues).toHaveLength(1);
    },
  );
  test("is read without the blanks that people put between digits", () => {
    expect(newPin.safeParse(" 83 05 ").data).toBe("8305");
  });
});

test.each([
  [undefined, "none"],
  [0, "set"],
  [5, "set"],
  [6, "locked"],
] as const)("a PIN with %s tries is %s", (tries, state) => {
  expect(pinStateOf(tries)).toBe(state);
});

test("what is shown of it is how it stands, and nothing else of its row", () => {
  const row = { hash: "s15.salt.hash", setAt: "2026-11-22T12:00:00.000Z", tries: 2 };
  expect(viewOfPin(row)).toEqual({ state: "set", setAt: row.setAt, triesLeft: 4 });
  expect(viewOfPin(undefined)).toEqual({ state: "none" });
});
