import { join } from "node:path";
import { expect, test } from "vitest";
import { readAssembly } from "../../../../infra/local/template/assembly.ts";
import { inOrder } from "../../../../infra/local/template/order.ts";
import { referencesIn } from "../../../../infra/local/template/references.ts";

/** A name as Fn::Sub wants it. */
const use = (name: string) => ["$", "{", name, "}"].join("");

const fixture = join(import.meta.dirname, "../fixture");

test("stacks come after those they depend on, in an account and region even when the assembly names none", () => {
  const { stacks } = readAssembly(fixture);
  expect(stacks.map(({ name, account, region }) => [name, account, region])).toEqual([
    ["data", "000000000000", "us-east-1"],
    ["api", "000000000000", "us-east-1"],
    ["sftp", "000000000000", "us-east-1"],
  ]);
});

test("assets are found by the object key that functions name", () => {
  expect([...readAssembly(fixture).assets]).toEqual([
    ["tiny.zip", join(fixture, "asset.tiny")],
    ["site.zip", join(fixture, "asset.site")],
  ]);
});

test("a folder that is no assembly is refused with what to do", () => {
  expect(() => readAssembly(join(fixture, "asset.tiny"))).toThrow("npm run synth");
});

test("a circle of resources is named", () => {
  const needs = new Map([
    ["A", ["B"]],
    ["B", ["C", "elsewhere"]],
    ["C", ["A"]],
  ]);
  expect(() => inOrder(needs)).toThrow("A needs B needs C needs A");
});

test("references are found in Ref, GetAtt and Sub, also inside one another", () => {
  const value = {
    a: { Ref: "One" },
    b: { "Fn::GetAtt": ["Two", "Arn"] },
    c: { "Fn::GetAtt": "Three.Arn" },
    d: { "Fn::Sub": [`${use("Four.Arn")} ${use("Own")} ${use("!Not")}`, { Own: { Ref: "Five" } }] },
  };
  expect(referencesIn(value)).toEqual(["One", "Two", "Three", "Four", "Own", "Five"]);
});
