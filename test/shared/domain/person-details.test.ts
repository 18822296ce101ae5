import { describe, expect, test } from "vitest";
import { detailFields } from "../../../shared/contract/person-details.ts";
import { isDeaNumber } from "../../../shared/domain/dea-number.ts";
import { detailNames, detailsOf, missingDetails } from "../../../shared/domain/person-details.ts";
import { aUser } from "../../kit/builders.ts";

describe("a DEA number", () => {
  // 1+3+5 = 9, 2+4+6 = 12, 9 + 24 = 33.
  const valid = "AB1234563";
  const digits = [...valid.slice(2)];

  test("with its check digit is one, also of a business", () => {
    expect([valid, "A91234563", "FS1234563"].map(isDeaNumber)).toEqual([true, true, true]);
  });

  test.each(digits.flatMap((_, place) => [1, 9].map((step) => [place, step] as const)))(
    "with digit %i off by %i is none",
    (place, step) => {
      const wrong = digits.map((digit, i) => (i === place ? String((Number(digit) + step) % 10) : digit));
      expect(isDeaNumber(valid.slice(0, 2) + wrong.join(""))).toBe(false);
    },
  );

  test.each(["", "ab1234563", "AB123456", "AB12345633", "9B1234563", "AB123456٣", "AB1234563\n"])(
    "%j is none",
    (text) => {
      expect(isDeaNumber(text)).toBe(false);
    },
  );
});

describe("the details of a person", () => {
  test("are those that the contract checks, and no others", () => {
    expect(Object.keys(detailFields).sort()).toEqual([...detailNames].sort());
  });

  test("hold nothing of the account", () => {
    expect(detailsOf(aUser({ title: "MD", addressLines: ["12 Lake Street"] }))).toEqual({
      title: "MD",
      addressLines: ["12 Lake Street"],
    });
  });

  test.each([
    [{}, []],
    [{ deaNumber: "AB1234563", deaExpiresOn: "2027-03-31" }, []],
    [{ deaNumber: "AB1234563" }, ["/deaExpiresOn"]],
    [{ deaExpiresOn: "2027-03-31" }, ["/deaNumber"]],
    [{ licenceNumber: "036-1" }, ["/licenceState", "/licenceExpiresOn"]],
    [{ licenceNumber: "036-1", licenceState: "IL", licenceExpiresOn: "2027-07-31" }, []],
  ])("%j lack %j", (details, missing) => {
    expect(missingDetails(details).map(({ pointer }) => pointer)).toEqual(missing);
  });
});
