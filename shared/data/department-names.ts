import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { User } from "../domain/user.ts";
import { store, tables } from "./client.ts";
import { type Key, keys } from "./keys.ts";

const tries = 6;

/** What the departments of these users are called, by id, strongly consistent; no request where nobody is in one. */
export async function departmentNames(
  scope: PracticeScope,
  users: readonly Pick<User, "departmentId">[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(users.map(({ departmentId }) => departmentId).filter((id) => id !== undefined));
  const names = new Map<string, string>();
  let left: Key[] = [...ids].map((departmentId) => keys.department(scope, departmentId));
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries) throw new Error("the store gave only some of the departments: too many at once");
    const { Responses = {}, UnprocessedKeys = {} } = await store.send(
      new BatchGetCommand({ RequestItems: { [tables.practice()]: { Keys: left, ConsistentRead: true } } }),
    );
    for (const { departmentId, name } of Responses[tables.practice()] ?? []) names.set(departmentId, name);
    left = (UnprocessedKeys[tables.practice()]?.Keys ?? []) as Key[];
  }
  return names;
}
