import { expect, test } from "vitest";
import { recordFilter } from "../../../../../infra/local/services/streams/filter.ts";

const record = {
  eventName: "INSERT",
  dynamodb: { NewImage: { sk: { S: "O#1" }, n: { N: "7" }, size: 12 } },
};

test.each<[object, boolean]>([
  [{ eventName: ["INSERT"] }, true],
  [{ eventName: ["MODIFY", "INSERT"] }, true],
  [{ eventName: ["MODIFY"] }, false],
  [{ eventName: ["INSERT"], dynamodb: { NewImage: { sk: { S: [{ prefix: "O#" }] } } } }, true],
  [{ eventName: ["INSERT"], dynamodb: { NewImage: { sk: { S: [{ prefix: "U#" }] } } } }, false],
  [{ eventName: ["REMOVE"], dynamodb: { NewImage: { sk: { S: [{ prefix: "O#" }] } } } }, false],
  [{ dynamodb: { NewImage: { sk: { S: [{ suffix: "#1" }] } } } }, true],
  [{ dynamodb: { OldImage: { sk: { S: [{ exists: false }] } } } }, true],
  [{ dynamodb: { NewImage: { sk: { S: [{ exists: false }] } } } }, false],
  [{ dynamodb: { NewImage: { sk: { S: [{ "anything-but": ["O#1"] }] } } } }, false],
  [{ dynamodb: { NewImage: { sk: { S: [{ "anything-but": { prefix: "U#" } }] } } } }, true],
  [{ dynamodb: { NewImage: { sk: { S: [{ "equals-ignore-case": "o#1" }] } } } }, true],
  [{ dynamodb: { NewImage: { size: [{ numeric: [">", 10, "<=", 12] }] } } }, true],
  [{ dynamodb: { NewImage: { size: [{ numeric: ["<", 10] }] } } }, false],
  [{ $or: [{ eventName: ["REMOVE"] }, { dynamodb: { NewImage: { size: [12] } } }] }, true],
  [{ missing: [null] }, false],
])("the pattern %j lets the record pass: %s", (pattern, passes) => {
  expect(recordFilter([JSON.stringify(pattern)])(record)).toBe(passes);
});

test("without a pattern every record passes; of several, one is enough", () => {
  expect(recordFilter([])(record)).toBe(true);
  expect(recordFilter(['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}'])(record)).toBe(true);
});

test("a comparison the local filter does not know stops the start with its name", () => {
  expect(() => recordFilter(['{"a":[{"cidr":"10.0.0.0/8"}]}'])).toThrow("cidr");
});
