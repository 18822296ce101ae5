import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { keys } from "./keys.ts";

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
