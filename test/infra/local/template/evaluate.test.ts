import { expect, test } from "vitest";
import type { Json } from "../../../../infra/local/json.ts";
import type { StackTemplate } from "../../../../infra/local/template/assembly.ts";
import { evaluate, holds, intrinsicNames } from "../../../../infra/local/template/evaluate.ts";
import { StackScope } from "../../../../infra/local/template/stack-scope.ts";

/** A name as Fn::Sub wants it. */
const use = (name: string) => ["$", "{", name, "}"].join("");

const stack: StackTemplate = {
  name: "house",
  account: "123456789012",
  region: "eu-west-1",
  template: {
    Parameters: { Version: { Default: "21" }, Unset: {} },
    Conditions: {
      Yes: { "Fn::Equals": ["a", "a"] },
      No: { "Fn::Not": [{ Condition: "Yes" }] },
      Both: { "Fn::And": [{ Condition: "Yes" }, { "Fn::Equals": [{ Ref: "Version" }, "21"] }] },
      Either: { "Fn::Or": [{ Condition: "No" }, { Condition: "Yes" }] },
      Odd: { "Fn::Contains": ["a"] },
    },
    Mappings: { Sizes: { small: { megabytes: 128 } } },
  },
};
const scope = new StackScope(stack, new Map<string, Json>([["data:Table", "table-1"]]));
scope.made.set("Table", { ref: "table-1", attributes: { Arn: "arn:table-1", "Stream.Arn": "arn:stream" } });
scope.made.set("Role", { ref: "house-Role", isIgnored: true });

const cases: readonly [Json, Json | undefined][] = [
  [{ Ref: "Table" }, "table-1"],
  [{ Ref: "Version" }, "21"],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ Ref: "AWS::AccountId" }, "123456789012"],
  [{ Ref: "AWS::StackName" }, "house"],
  [{ Ref: "AWS::Partition" }, "aws"],
  [{ Ref: "AWS::URLSuffix" }, "amazonaws.com"],
  [{ Ref: "AWS::NoValue" }, undefined],
  [{ a: { Ref: "AWS::NoValue" }, b: 1 }, { b: 1 }],
  [["a", { Ref: "AWS::NoValue" }], ["a"]],
  [{ "Fn::GetAtt": ["Table", "Arn"] }, "arn:table-1"],
  [{ "Fn::GetAtt": "Table.Arn" }, "arn:table-1"],
  [{ "Fn::GetAtt": ["Table", "Stream.Arn"] }, "arn:stream"],
  [{ "Fn::GetAtt": ["Role", "Arn"] }, "arn:aws:ignored:eu-west-1:123456789012:Role"],
  [
    { "Fn::Sub": `${use("AWS::Region")}/${use("Table")}/${use("Table.Arn")}/${use("!Literal")}` },
    `eu-west-1/table-1/arn:table-1/${use("Literal")}`,
  ],
  [{ "Fn::Sub": [`${use("Own")}-${use("Table")}`, { Own: { Ref: "AWS::Region" } }] }, "eu-west-1-table-1"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Table" }, 3]] }, "a-table-1-3"],
  [{ "Fn::Select": [1, ["a", { Ref: "Table" }]] }, "table-1"],
  [{ "Fn::Select": ["0", { "Fn::Split": ["-", { Ref: "Table" }] }] }, "table"],
  [{ "Fn::Split": [",", "a,b"] }, ["a", "b"]],
  [{ "Fn::If": ["Yes", "then", "else"] }, "then"],
  [{ "Fn::If": ["No", "then", { Ref: "AWS::NoValue" }] }, undefined],
  [{ "Fn::If": ["Both", 1, 2] }, 1],
  [{ "Fn::If": ["Either", 1, 2] }, 1],
  [{ "Fn::FindInMap": ["Sizes", "small", "megabytes"] }, 128],
  [{ "Fn::ImportValue": { "Fn::Sub": "data:Table" } }, "table-1"],
  [{ "Fn::Base64": { Ref: "AWS::Partition" } }, "YXdz"],
  [{ "Fn::Equals": ["a", "b"] }, false],
  [{ "Fn::Not": [{ "Fn::Equals": ["a", "b"] }] }, true],
  [{ "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] }, false],
  [{ "Fn::Or": [{ Condition: "Yes" }, { Condition: "No" }] }, true],
  [{ plain: ["text", 1, true, null] }, { plain: ["text", 1, true, null] }],
  [{ Ref: "Table", Other: 1 } as Json, { Ref: "Table", Other: 1 }],
];

test.each(cases)("%j becomes %j", (value, expected) => {
  expect(evaluate(value, scope)).toEqual(expected);
});

test("the table above tries every intrinsic function the local target knows", () => {
  const text = JSON.stringify(cases);
  expect(intrinsicNames.length).toBeGreaterThan(10);
  expect(intrinsicNames.filter((name) => !text.includes(JSON.stringify(name)))).toEqual([]);
});

test.each([
  [{ "Fn::Cidr": ["10.0.0.0/8", 2, 8] }, "Fn::Cidr"],
  [{ Ref: "Nowhere" }, "Nowhere"],
  [{ Ref: "Unset" }, "Unset"],
  [{ Ref: "AWS::Moon" }, "AWS::Moon"],
  [{ "Fn::GetAtt": ["Table", "Colour"] }, "Colour"],
  [{ "Fn::ImportValue": "later:Table" }, "later:Table"],
  [{ "Fn::FindInMap": ["Sizes", "large", "megabytes"] }, "Sizes has no large"],
  [{ "Fn::Select": [7, ["a"]] }, "no element 7"],
  [{ "Fn::If": ["Unknown", 1, 2] }, "Unknown"],
  ["{{resolve:ssm:/a}}", "{{resolve:ssm:/a}}"],
])("%j stops the start, naming %s", (value: Json, named) => {
  expect(() => evaluate(value, scope)).toThrow(named);
});

test("a function that is no condition stops the start with its name", () => {
  expect(() => holds({ Condition: "Odd" }, scope)).toThrow("Fn::Contains");
});
