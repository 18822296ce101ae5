import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { Site } from "../domain/site.ts";
import { store, tables } from "./client.ts";
import { timeOfId } from "./ids.ts";
import { keys, sitePrefix } from "./keys.ts";

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
  const sites: Site[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await store.send(
      new QueryCommand({
        TableName: tables.practice(),
        KeyConditionExpression: "pk = :practice AND begins_with(sk, :site)",
        ExpressionAttributeValues: { ":practice": keys.site(scope, "").pk, ":site": sitePrefix },
        ConsistentRead: true,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    sites.push(...(Items as Site[]));
    after = LastEvaluatedKey;
  } while (after);
  return sites;
}
