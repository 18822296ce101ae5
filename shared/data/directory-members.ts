import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { partOfFacet } from "../domain/directory.ts";
import type { Facet } from "../domain/directory-facets.ts";
import { partEnd } from "../domain/directory-sorts.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { User } from "../domain/user.ts";
import { directoryTable, store } from "./client.ts";
import { directoryPart } from "./keys.ts";
import { readUsers } from "./users.ts";

/** People whom a facet of the directory groups: those of one department, of one site. */
export interface Group {
  readonly scope: PracticeScope;
  readonly facet: Facet;
  readonly value: string;
}

const idsAtOnce = 100;
const mostReadings = 8;

/** Some ids of a group's people and from where to read on. The directory follows the rows within moments: look at the rows too. */
export async function idsOfGroup({ scope, facet, value }: Group, after: string | undefined) {
  const pk = directoryPart(scope, partOfFacet(facet, value));
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: directoryTable(),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ProjectionExpression: "sk",
      ConsistentRead: true,
      Limit: idsAtOnce,
      ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
    }),
  );
  const ids = Items.map(({ sk }) => String(sk).slice(String(sk).lastIndexOf(partEnd) + 1));
  return { ids, next: LastEvaluatedKey && String(LastEvaluatedKey["sk"]) };
}

/**
 * Some of a group's people as their rows say now, at most so many. The directory says whom to look at, the rows who is in it:
 * of those it still names who have left the group, eight hundred are passed over. Source: SECURITY, attack 69.
 */
export async function someOfGroup(group: Group, isIn: (user: User) => boolean, most: number): Promise<User[]> {
  const found: User[] = [];
  let after: string | undefined;
  for (let reading = 1; reading <= mostReadings; reading++) {
    const { ids, next } = await idsOfGroup(group, after);
    found.push(...(await readUsers(group.scope, ids)).filter(isIn));
    if (found.length >= most || next === undefined) break;
    after = next;
  }
  return found.slice(0, most);
}
