import { expect, test } from "vitest";
import { checkTypes } from "../../../../infra/local/deploy.ts";
import { alive } from "../../../../infra/local/resources/alive.ts";
import { ignored } from "../../../../infra/local/resources/ignored.ts";

const stackOf = (...types: string[]) => ({
  name: "s",
  account: "000000000000",
  region: "us-east-1",
  template: { Resources: Object.fromEntries(types.map((Type, at) => [`R${at}`, { Type }])) },
});

test("a type that is neither alive nor skipped stops the start with its name, and every such type is named", () => {
  const stacks = [
    stackOf("AWS::SQS::Queue", "AWS::MSK::Cluster"),
    stackOf("AWS::IAM::Role", "AWS::Neptune::DBCluster"),
  ];
  expect(() => checkTypes(stacks)).toThrow("AWS::MSK::Cluster, AWS::Neptune::DBCluster");
});

test("types that are alive or skipped let the start go on", () => {
  expect(() => checkTypes([stackOf(...alive.map(({ type }) => type), ...Object.keys(ignored))])).not.toThrow();
});

test("no type is both alive and skipped, none is listed twice, and each says what it is here", () => {
  const names = [...alive.map(({ type }) => type), ...Object.keys(ignored)];
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
  for (const words of [...alive.map((each) => each.as), ...Object.values(ignored)])
    expect(words.length).toBeGreaterThan(5);
});
