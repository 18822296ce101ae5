import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { type Key, keys } from "./keys.ts";

const tries = 6;

/** The rows of the practice table that there are at these keys, at most a hundred, strongly consistent and in no order. */
export async function rowsAt<Row extends object>(wanted: readonly Key[]): Promise<Row[]> {
  const found: Row[] = [];
  let left = [...wanted];
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries) throw new Error("the store gave only some of the rows: too many at once");
    const { Responses = {}, UnprocessedKeys = {} } = await store.send(
      new BatchGetCommand({ RequestItems: { [tables.practice()]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...((Responses[tables.practice()] ?? []) as Row[]));
    left = (UnprocessedKeys[tables.practice()]?.Keys ?? []) as Key[];
  }
  return found;
}

/** Every row of a practice whose sort key begins so, in its order and strongly consistent: for the few of a kind that are listed whole. */
export async function rowsOf(scope: PracticeScope, prefix: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await store.send(
      new QueryCommand({
        TableName: tables.practice(),
        KeyConditionExpression: "pk = :practice AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":practice": keys.practice(scope).pk, ":prefix": prefix },
        ConsistentRead: true,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    rows.push(...Items);
    after = LastEvaluatedKey;
  } while (after);
  return rows;
}
