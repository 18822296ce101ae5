import { expect, test } from "vitest";
import { barrierTo } from "../../../shared/domain/entry.ts";
import { nameAsCompared } from "../../../shared/domain/reserved-name.ts";
import { siteChoicesOf, siteChosen, sitesOf } from "../../../shared/domain/site.ts";
import { aPractice, aUser } from "../../kit/builders.ts";

const sites = { sit_n: "North", sit_s: "South", sit_e: "East" };
const idsOf = (found: readonly { siteId: string }[]) => found.map(({ siteId }) => siteId);

test.each([
  ["no sites", {}, undefined, [], [], undefined],
  ["one site and nothing named", { sit_n: "North" }, undefined, ["sit_n"], [], "sit_n"],
  ["three and nothing named", sites, [], ["sit_e", "sit_n", "sit_s"], ["sit_e", "sit_n", "sit_s"], undefined],
  ["three and one named", sites, ["sit_s"], ["sit_s"], [], "sit_s"],
  ["three and two named", sites, ["sit_s", "sit_n"], ["sit_n", "sit_s"], ["sit_n", "sit_s"], undefined],
  ["one that is not open any more", { sit_n: "North" }, ["sit_x"], [], [], undefined],
] as const)("with %s a person works at, chooses between and silently gets", (_, open, siteIds, own, choices, only) => {
  const user = aUser(siteIds ? { siteIds } : {});
  const practice = aPractice({ sites: open });
  expect(idsOf(sitesOf(user, practice))).toEqual(own);
  expect(idsOf(siteChoicesOf(user, practice))).toEqual(choices);
  expect(siteChosen({ user, practice })?.siteId).toBe(only);
});

test("a choice gives that site, never one that is not the person's", () => {
  const of = { user: aUser({ siteIds: ["sit_n", "sit_s"] }), practice: aPractice({ sites }) };
  expect(siteChosen(of, "sit_s")).toEqual({ siteId: "sit_s", name: "South" });
  expect(siteChosen(of, "sit_e")).toBeUndefined();
  expect(siteChosen(of, "toString")).toBeUndefined();
});

test.each([
  [["sit_n"], "sit_n", undefined],
  [["sit_n"], "sit_s", "site"],
  [["sit_n"], undefined, "site"],
  [[], "sit_s", undefined],
  [[], "sit_archived", "site"],
  [[], undefined, undefined],
  [["sit_archived"], "sit_archived", "site"],
  [[], "__proto__", "site"],
] as const)("who works at %j and is at %s is stopped by %s", (siteIds, siteId, barrier) => {
  const session = siteId === undefined ? {} : { siteId };
  const facts = { user: aUser({ siteIds }), practice: aPractice({ sites }), address: undefined };
  expect(barrierTo({ ...facts, session }, new Date())).toBe(barrier);
  expect(barrierTo(facts, new Date())).toBeUndefined();
});

test.each([
  ["Clinique Élan", "  clinique   elan "],
  ["Straße 1", "STRAẞE 1".toLowerCase()],
  ["ﬁrst", "First"],
])("the names %s and %s are the same", (one, other) => {
  expect(nameAsCompared(one)).toBe(nameAsCompared(other));
});
