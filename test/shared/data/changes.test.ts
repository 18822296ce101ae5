import { beforeAll, expect, test } from "vitest";
import { addToSet, insert, remove, update } from "../../../shared/data/changes.ts";

const key = { pk: "P#1", sk: "U#1" };
beforeAll(() => {
  Object.assign(process.env, { PRACTICE_TABLE: "practice", SESSION_TABLE: "session", AUDIT_TABLE: "audit" });
});

test("an insert never overwrites", () => {
  expect(insert("practice", { ...key, name: "x" }, "user.email-taken")).toEqual({
    item: {
      Put: { TableName: "practice", Item: { ...key, name: "x" }, ConditionExpression: "attribute_not_exists(pk)" },
    },
    refusal: "user.email-taken",
  });
});

test("an update names every attribute by a placeholder, and holds every expectation", () => {
  const change = update("session", key, {
    set: { status: "active", name: undefined },
    add: { registered: 1 },
    remove: ["lockedUntil"],
    expect: { version: 3, status: "invited" },
    absent: ["usedAt"],
    refusal: "invitation.used",
  });
  expect(change).toEqual({
    item: {
      Update: {
        TableName: "session",
        Key: key,
        UpdateExpression: "SET #n0 = :s0, #n1 = :s1, #n2 = #n2 + :a0 REMOVE #n3",
        ConditionExpression: "attribute_exists(pk) AND #n4 = :e0 AND #n0 = :e1 AND attribute_not_exists(#n5)",
        ExpressionAttributeNames: {
          "#n0": "status",
          "#n1": "name",
          "#n2": "registered",
          "#n3": "lockedUntil",
          "#n4": "version",
          "#n5": "usedAt",
        },
        ExpressionAttributeValues: { ":s0": "active", ":s1": undefined, ":a0": 1, ":e0": 3, ":e1": "invited" },
      },
    },
    refusal: "invitation.used",
  });
});

test("an update may want a number to be large enough", () => {
  const { Update } = update("practice", key, { add: { administrators: -1 }, atLeast: { administrators: 2 } }).item;
  expect(Update).toMatchObject({
    UpdateExpression: "SET #n0 = #n0 + :a0",
    ConditionExpression: "attribute_exists(pk) AND #n0 >= :l0",
    ExpressionAttributeNames: { "#n0": "administrators" },
    ExpressionAttributeValues: { ":a0": -1, ":l0": 2 },
  });
});

test("an update that only takes away carries no values", () => {
  expect(update("practice", key, { remove: ["lockedUntil"] }).item.Update).toEqual({
    TableName: "practice",
    Key: key,
    UpdateExpression: "REMOVE #n0",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#n0": "lockedUntil" },
  });
});

test("a removal wants the row to be there, with what is expected of it", () => {
  expect(remove("session", key)).toEqual({
    item: { Delete: { TableName: "session", Key: key, ConditionExpression: "attribute_exists(pk)" } },
  });
  expect(remove("session", key, { expect: { generation: 2 }, refusal: "second-step.refused" })).toEqual({
    item: {
      Delete: {
        TableName: "session",
        Key: key,
        ConditionExpression: "attribute_exists(pk) AND #n0 = :e0",
        ExpressionAttributeNames: { "#n0": "generation" },
        ExpressionAttributeValues: { ":e0": 2 },
      },
    },
    refusal: "second-step.refused",
  });
});

test("a member is added to a set whether or not the row is there", () => {
  expect(addToSet("practice", key, { name: "accounts", value: "p/u" })).toEqual({
    item: {
      Update: {
        TableName: "practice",
        Key: key,
        UpdateExpression: "ADD #n :v",
        ExpressionAttributeNames: { "#n": "accounts" },
        ExpressionAttributeValues: { ":v": new Set(["p/u"]) },
      },
    },
  });
});
