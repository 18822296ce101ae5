import { describe, expect, test } from "vitest";
import { knownBytes } from "./budgets.ts";
import type { Cost } from "./cost/capacity.ts";
import type { Index, Item } from "./cost/dynamo.ts";
import { itemSize, readUnits, writeUnits } from "./cost/rule.ts";
import { judgeCost, judgeGrowth, judgeWeight } from "./verdicts.ts";

const text = (length: number): Item => ({ pk: { S: "p" }, sk: { S: "s" }, text: { S: "x".repeat(length) } });

describe("capacity by the published rule", () => {
  test.each<[string, Item, number]>([
    ["a text counts its name and its UTF-8 bytes", { ab: { S: "é" } }, 4],
    ["a number takes a byte for two digits and one more", { n: { N: "12345" } }, 5],
    ["zeros at the ends of a number are free, a sign is not", { n: { N: "-1200" } }, 4],
    ["a list and a map take three bytes and one for each element", { l: { L: [{ S: "a" }, { BOOL: true }] } }, 8],
    ["an empty map takes three", { m: { M: {} } }, 4],
    ["a set of texts takes its bytes", { s: { SS: ["ab", "c"] } }, 4],
  ])("%s", (_, item, size) => {
    expect(itemSize(item)).toBe(size);
  });
  test.each([
    [0, 1],
    [4096, 1],
    [4097, 2],
  ])("%i bytes read are %i units, half of it when eventually consistent", (bytes, units) => {
    expect([readUnits(bytes, true), readUnits(bytes, false)]).toEqual([units, units / 2]);
  });
  const index: Index = { name: "byText", keys: ["text"], attributes: new Set(["pk", "sk", "text", "shown"]) };
  const plain = { keys: ["pk", "sk"], indexes: [] };
  const indexed = { keys: ["pk", "sk"], indexes: [index] };
  const row = text(3);
  test.each([
    ["a new row of 1 KB", plain, { before: undefined, after: text(1000) }, 1],
    ["a row over 1 KB", plain, { before: text(10), after: text(1100) }, 2],
    ["a row that becomes small pays for what it was", plain, { before: text(1100), after: text(1) }, 2],
    ["a new row with an index entry", indexed, { before: undefined, after: row }, 2],
    ["a changed index key: one entry gone, one new", indexed, { before: row, after: text(4) }, 3],
    ["a shown attribute changed", indexed, { before: row, after: { ...row, shown: { S: "a" } } }, 2],
    ["an attribute outside the index changed", indexed, { before: row, after: { ...row, hidden: { S: "a" } } }, 1],
    ["a removed row", indexed, { before: row, after: undefined }, 2],
  ])("%s", (_, table, written, units) => {
    expect(writeUnits(table, written, false)).toBe(units);
  });
  test("a transaction pays twice for rows, once for index entries", () => {
    expect(writeUnits(indexed, { before: undefined, after: row }, true)).toBe(3);
  });
});

const check: Cost = {
  name: "session check",
  size: 100,
  calls: { dynamodb: 1, cognito: 0, secrets: 0, ssm: 0, ses: 0 },
  reported: { read: 3, write: 0 },
  rule: { read: 3, write: 0 },
  requests: ["dynamodb BatchGetItem"],
};

describe("a budget", () => {
  test("is kept by what keeps it", () => {
    expect(judgeCost(check)).toEqual({ broken: [], missed: [] });
  });
  test.each<[string, Partial<Cost>]>([
    ["a request too many", { calls: { ...check.calls, dynamodb: 2 } }],
    ["a call of Cognito", { calls: { ...check.calls, cognito: 1 } }],
    ["a secret read on every request", { calls: { ...check.calls, secrets: 1 } }],
    ["half a unit of reading too many", { rule: { read: 3.5, write: 0 } }],
    ["a write where none belongs", { rule: { read: 3, write: 1 } }],
  ])("is broken by %s", (_, planted) => {
    expect(judgeCost({ ...check, ...planted }).broken).toHaveLength(1);
  });
  test("of growth is broken by a reading that grows with the practice", () => {
    expect(judgeGrowth([check, { ...check, size: 1000 }]).broken).toEqual([]);
    expect(judgeGrowth([check, { ...check, size: 1000, rule: { read: 4, write: 0 } }]).broken).toHaveLength(1);
  });
  test("of bytes is broken by three percent more and by what costs at every start", () => {
    const weight = { name: "audit", bytes: knownBytes.audit, gzip: 1, heaviest: [], faults: [] };
    expect(judgeWeight(weight).broken).toEqual([]);
    expect(judgeWeight({ ...weight, bytes: knownBytes.audit * 1.03 }).broken).toHaveLength(1);
    expect(judgeWeight({ ...weight, faults: ["imports node:http"] }).broken).toHaveLength(1);
  });
});
