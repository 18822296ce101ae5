import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { Listed, User } from "../domain/user.ts";
import { store, tables } from "./client.ts";
import { timeOfId } from "./ids.ts";
import { keys, sortNameOf } from "./keys.ts";

/** One user of the practice, strongly consistent. What is no id of ours is nobody's, and too long a key for the store. */
export async function readUser(scope: PracticeScope, userId: string): Promise<User | undefined> {
  if (!timeOfId("usr", userId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.user(scope, userId), ConsistentRead: true }),
  );
  return Item as User | undefined;
}

/** What a page of a list is cut by: how many, and the position the cursor held. */
export interface Page {
  readonly limit: number;
  readonly after: Record<string, unknown> | undefined;
}

/**
 * A page of the practice's users by last name, from the roster's index: one request whatever the practice's size.
 * The index follows the rows within moments; nothing is decided by it.
 */
export async function listRoster(scope: PracticeScope, page: Page) {
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      IndexName: "roster",
      KeyConditionExpression: "rosterOf = :practice",
      ExpressionAttributeValues: { ":practice": scope.practiceId },
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  return { users: Items as Listed[], next: LastEvaluatedKey };
}

/**
 * The practice's active security administrators, for notices: read from the roster's index, page by page until as many as
 * the practice counts are found. Nothing is decided by it.
 */
export async function listAdministrators(scope: PracticeScope, count: number): Promise<Listed[]> {
  const found: Listed[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await store.send(
      new QueryCommand({
        TableName: tables.practice(),
        IndexName: "roster",
        KeyConditionExpression: "rosterOf = :practice",
        FilterExpression: "contains(#roles, :role) AND #status = :active",
        ExpressionAttributeNames: { "#roles": "roles", "#status": "status" },
        ExpressionAttributeValues: {
          ":practice": scope.practiceId,
          ":role": "security-administrator",
          ":active": "active",
        },
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    found.push(...(Items as Listed[]));
    after = LastEvaluatedKey;
  } while (after && found.length < count);
  return found;
}

/** Some active user managers and security administrators of the practice, for who cannot come in: from one page of the roster. */
export async function listManagers(scope: PracticeScope): Promise<Listed[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      IndexName: "roster",
      KeyConditionExpression: "rosterOf = :practice",
      FilterExpression: "(contains(#roles, :manager) OR contains(#roles, :administrator)) AND #status = :active",
      ExpressionAttributeNames: { "#roles": "roles", "#status": "status" },
      ExpressionAttributeValues: {
        ":practice": scope.practiceId,
        ":manager": "user-manager",
        ":administrator": "security-administrator",
        ":active": "active",
      },
    }),
  );
  return Items as Listed[];
}

/** A user's row as it is written: the account, its key, and its place in the roster. */
export function userRow(scope: PracticeScope, user: User) {
  return { ...keys.user(scope, user.userId), ...user, rosterOf: scope.practiceId, sortName: sortNameOf(user) };
}
