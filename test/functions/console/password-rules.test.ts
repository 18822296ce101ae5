import { expect, test } from "vitest";
import { shownRules, strengthOf } from "../../../functions/console/src/password-rules.ts";

const context = {
  minLength: 12,
  needsComposition: true,
  words: ["Sunrise Family Clinic", "ben.smith@sunrise.example"],
};
const unmet = (password: string, own = context) =>
  shownRules(password, own)
    .filter((rule) => !rule.isMet)
    .map(({ text }) => text);

test("before anything is typed no rule is ticked", () => {
  expect(unmet("")).toEqual(shownRules("", context).map(({ text }) => text));
  expect(unmet("").length).toBeGreaterThan(5);
});

test.each([
  ["Plum-Kettle-4-Otter", []],
  ["Plum-4-Otter ", ["No blank at its beginning or end"]],
  ["plum-kettle-4-otter", ["An upper-case and a lower-case letter"]],
  ["Plum-4", ["At least 12 characters"]],
  ["Sunrise-Kettle-42", ["Not your name, username, e-mail or practice"]],
])("the rules that %j does not meet are shown", (password, rules) => {
  expect(unmet(password)).toEqual(rules);
});

test("a practice that asks for no composition shows no such rules", () => {
  const rules = shownRules("long words and blanks", { ...context, needsComposition: false });
  expect(rules.map(({ text }) => text)).not.toContain("A digit");
  expect(rules.every(({ isMet }) => isMet)).toBe(true);
});

test.each([
  ["abc", "Too short"],
  ["aaaaaaaaaaaaaaaaaaaa", "Weak"],
  ["abcdefghijkl", "Fair"],
  ["abcdefghijklmnop", "Good"],
  ["Plum-Kettle-4-Otter-Moss", "Strong"],
])("%s is called %s", (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});
