import { expect, test } from "vitest";
import {
  brokenRules,
  type PasswordContext,
  type PasswordRule,
  passwordErrors,
  passwordRules,
} from "../../../shared/domain/password-policy.ts";

const context: PasswordContext = {
  minLength: 12,
  needsComposition: true,
  words: ["Sunrise Family Practice", "1234567893", "ben.sato", "ben.sato@lakeside.example", "Benjamin", "Li"],
};
const good = "Violet-Kettle-42";
const long = (length: number) => `${good}${"xY3-".repeat(40)}`.slice(0, length);

const table: [PasswordRule, string, boolean][] = [
  ["too-short", "Xk4-vQ9-zT2", true],
  ["too-short", "Xk4-vQ9-zT21", false],
  ["too-short", "Xk4-vQ9-zT2😀", false],
  ["too-long", long(128), false],
  ["too-long", long(129), true],
  ["blank-at-an-end", ` ${good}`, true],
  ["blank-at-an-end", `${good} `, true],
  ["blank-at-an-end", `${good}\u00a0`, true],
  ["blank-at-an-end", good.replace("-", " "), false],
  ["no-upper-case", good.toLowerCase(), true],
  ["no-upper-case", good.toLowerCase().replace("v", "Ö"), false],
  ["no-lower-case", good.toUpperCase(), true],
  ["no-digit", "Violet-Kettle-Harbour", true],
  ["no-symbol", "Violet Kettle 42", true],
  ["no-symbol", "Violet Kettle 42.", false],
  ["too-personal", "Xk4-sunrise-zT21", true],
  ["too-personal", "Xk4-SunriseFamilyPractice-1", true],
  ["too-personal", "Xk4-5unr1$e-zT21", true],
  ["too-personal", "Xk4-fam.ily-zT21", true],
  ["too-personal", "Xk4-1234567893-zT", true],
  ["too-personal", "Xk4-ben.sato-zT21", true],
  ["too-personal", "Xk4-b3n5@t0-zT21", true],
  ["too-personal", "Xk4-lakeside-zT21", true],
  ["too-personal", "Xk4-benjamin-zT21", true],
  ["too-personal", "Xk4-gatehouse-zT2", true],
  ["too-personal", "Xk4-g4teh0use-zT2", true],
  // Parts of fewer than five letters would forbid half the language.
  ["too-personal", "Xk4-olive-Li-zT21", false],
  ["too-common", "password", true],
  ["too-common", "Password", true],
  ["too-common", "1234567890", true],
  ["too-common", "12password34!!", true],
  ["too-common", "p4$$w0rd2026!", true],
  ["too-common", "Qwertyuiop-2026", true],
  ["too-common", "Violet-Password-42", false],
];

test("every rule stands in the table, broken at least once", () => {
  const broken = new Set(table.filter(([, , isBroken]) => isBroken).map(([rule]) => rule));
  expect([...broken].sort()).toEqual(Object.keys(passwordRules).sort());
});

test.each(table)("%s: %j breaks it: %s", (rule, password, isBroken) => {
  expect(brokenRules(password, context).includes(rule)).toBe(isBroken);
});

test("a good password breaks nothing", () => {
  expect(brokenRules(good, context)).toEqual([]);
});

test("a practice without composition takes a long sentence of small letters, and still no common word", () => {
  const without = { ...context, needsComposition: false };
  expect(brokenRules("violet kettle harbour", without)).toEqual([]);
  expect(brokenRules("qwertyuiop12", without)).toEqual(["too-common"]);
});

test("the practice's own length counts", () => {
  expect(brokenRules(good, { ...context, minLength: 16 })).toEqual([]);
  expect(brokenRules(good, { ...context, minLength: 17 })).toEqual(["too-short"]);
});

test("empty context words forbid nothing", () => {
  expect(brokenRules(good, { ...context, words: ["", " ", "-"] })).toEqual([]);
});

test("each broken rule becomes a sentence about the field", () => {
  expect(passwordErrors(["too-short", "no-digit"])).toEqual([
    { pointer: "/password", code: "too-short", detail: "The password is too short." },
    { pointer: "/password", code: "no-digit", detail: "The password needs a digit." },
  ]);
});
