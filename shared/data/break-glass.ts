import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { BreakGlassGrant } from "../domain/break-glass.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { timeOfId } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Page } from "./page.ts";

/** One use of the emergency role, strongly consistent. */
export async function readGrant(scope: PracticeScope, grantId: string): Promise<BreakGlassGrant | undefined> {
  if (!timeOfId("bgg", grantId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.breakGlassGrant(scope, grantId), ConsistentRead: true }),
  );
  return Item as BreakGlassGrant | undefined;
}

/** A page of the practice's uses of the emergency role, newest first. */
export async function listGrants(scope: PracticeScope, page: Page) {
  const { pk, sk } = keys.breakGlassGrant(scope, "");
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :practice AND begins_with(sk, :grant)",
      ExpressionAttributeValues: { ":practice": pk, ":grant": sk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  return { grants: Items as BreakGlassGrant[], next: LastEvaluatedKey };
}
