import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { Site } from "../domain/site.ts";
import { store, tables } from "./client.ts";
import { timeOfId } from "./ids.ts";
import { keys, sitePrefix } from "./keys.ts";
import { rowsOf } from "./practice-rows.ts";

/** One site of the practice, strongly consistent. What is no id of ours is nobody's. */
export async function readSite(scope: PracticeScope, siteId: string): Promise<Site | undefined> {
  if (!timeOfId("sit", siteId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.site(scope, siteId), ConsistentRead: true }),
  );
  return Item as Site | undefined;
}

/** Every site of the practice, archived ones too, oldest first and strongly consistent. */
export async function listSitesOf(scope: PracticeScope): Promise<Site[]> {
  return (await rowsOf(scope, sitePrefix)) as Site[];
}
