import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Practice } from "../domain/practice.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { keys } from "./keys.ts";

/** The practice of a scope, strongly consistent. */
export async function readPractice(scope: PracticeScope): Promise<Practice | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.practice(scope), ConsistentRead: true }),
  );
  return Item as Practice | undefined;
}
