import type { Refusal, RefusalCode } from "../domain/refusal.ts";
import { tables } from "./client.ts";
import type { Change } from "./commit.ts";
import type { Key } from "./keys.ts";

type Table = keyof typeof tables;
type Values = Readonly<Record<string, unknown>>;

/** A row that must not exist yet. */
export function insert<Row extends Key>(table: Table, item: Row, refusal?: RefusalCode | Refusal): Change {
  return {
    item: { Put: { TableName: tables[table](), Item: item, ConditionExpression: "attribute_not_exists(pk)" } },
    ...(refusal ? { refusal } : {}),
  };
}

/** What an update does to a row, and what must hold for it. Names in `set` are attribute names as they are. */
export interface Update {
  readonly set?: Values;
  /** Numbers to add to attributes that are numbers now. */
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  /** Attributes that must have these values now. */
  readonly expect?: Values;
  /** Numbers that attributes must be at least now. */
  readonly atLeast?: Readonly<Record<string, number>>;
  /** Numbers that attributes must be at most now. */
  readonly atMost?: Readonly<Record<string, number>>;
  /** Attributes that must be absent now. */
  readonly absent?: readonly string[];
  readonly refusal?: RefusalCode;
}

/** Changes an existing row; an update of a row that is not there is refused like a failed expectation. */
export function update(
  table: Table,
  key: Key,
  { set = {}, add = {}, remove = [], expect = {}, atLeast = {}, atMost = {}, absent = [], refusal }: Update,
): Change {
  const changed = [set, add].flatMap((values) => Object.keys(values));
  const asked = [expect, atLeast, atMost].flatMap((values) => Object.keys(values));
  const names = [...new Set([...changed, ...remove, ...asked, ...absent])];
  const nameOf = (name: string) => `#n${names.indexOf(name)}`;
  const sets = [
    ...Object.keys(set).map((name, i) => `${nameOf(name)} = :s${i}`),
    ...Object.keys(add).map((name, i) => `${nameOf(name)} = ${nameOf(name)} + :a${i}`),
  ];
  const conditions = [
    "attribute_exists(pk)",
    ...Object.keys(expect).map((name, i) => `${nameOf(name)} = :e${i}`),
    ...Object.keys(atLeast).map((name, i) => `${nameOf(name)} >= :l${i}`),
    ...Object.keys(atMost).map((name, i) => `${nameOf(name)} <= :m${i}`),
    ...absent.map((name) => `attribute_not_exists(${nameOf(name)})`),
  ];
  const values = {
    ...Object.fromEntries(Object.values(set).map((value, i) => [`:s${i}`, value])),
    ...Object.fromEntries(Object.values(add).map((value, i) => [`:a${i}`, value])),
    ...Object.fromEntries(Object.values(expect).map((value, i) => [`:e${i}`, value])),
    ...Object.fromEntries(Object.values(atLeast).map((value, i) => [`:l${i}`, value])),
    ...Object.fromEntries(Object.values(atMost).map((value, i) => [`:m${i}`, value])),
  };
  return {
    item: {
      Update: {
        TableName: tables[table](),
        Key: key,
        UpdateExpression: [
          sets.length > 0 ? `SET ${sets.join(", ")}` : "",
          remove.length > 0 ? `REMOVE ${remove.map(nameOf).join(", ")}` : "",
        ]
          .filter(Boolean)
          .join(" "),
        ConditionExpression: conditions.join(" AND "),
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [nameOf(name), name])),
        ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
      },
    },
    ...(refusal ? { refusal } : {}),
  };
}

/** Lets the transaction fail unless a row is as it was read; `undefined` values are attributes that must be absent. */
export function unchanged(
  table: Table,
  key: Key,
  { expected, refusal }: { expected: Values; refusal: RefusalCode },
): Change {
  const names = Object.keys(expected);
  const present = names.filter((name) => expected[name] !== undefined);
  const conditions = names.map((name, i) =>
    expected[name] === undefined ? `attribute_not_exists(#n${i})` : `#n${i} = :e${i}`,
  );
  return {
    item: {
      ConditionCheck: {
        TableName: tables[table](),
        Key: key,
        ConditionExpression: conditions.join(" AND "),
        ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
        ...(present.length > 0
          ? {
              ExpressionAttributeValues: Object.fromEntries(
                present.map((name) => [`:e${names.indexOf(name)}`, expected[name]]),
              ),
            }
          : {}),
      },
    },
    refusal,
  };
}

/** Removes a row that must still be there, with these values. */
export function remove(
  table: Table,
  key: Key,
  { expect = {}, refusal }: Pick<Update, "expect" | "refusal"> = {},
): Change {
  const names = Object.keys(expect);
  return {
    item: {
      Delete: {
        TableName: tables[table](),
        Key: key,
        ConditionExpression: ["attribute_exists(pk)", ...names.map((_, i) => `#n${i} = :e${i}`)].join(" AND "),
        ...(names.length > 0
          ? {
              ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
              ExpressionAttributeValues: Object.fromEntries(Object.values(expect).map((value, i) => [`:e${i}`, value])),
            }
          : {}),
      },
    },
    ...(refusal ? { refusal } : {}),
  };
}

/** Adds to a set of texts in a row that may not exist yet. */
export function addToSet(table: Table, key: Key, { name, value }: { name: string; value: string }): Change {
  return {
    item: {
      Update: {
        TableName: tables[table](),
        Key: key,
        UpdateExpression: "ADD #n :v",
        ExpressionAttributeNames: { "#n": name },
        ExpressionAttributeValues: { ":v": new Set([value]) },
      },
    },
  };
}

/** Takes a text from a set that must hold it; the last one takes the attribute with it. */
export function takeFromSet(
  table: Table,
  key: Key,
  { name, value, refusal }: { name: string; value: string; refusal: RefusalCode },
): Change {
  return {
    item: {
      Update: {
        TableName: tables[table](),
        Key: key,
        UpdateExpression: "DELETE #n :v",
        ConditionExpression: "contains(#n, :one)",
        ExpressionAttributeNames: { "#n": name },
        ExpressionAttributeValues: { ":v": new Set([value]), ":one": value },
      },
    },
    refusal,
  };
}
