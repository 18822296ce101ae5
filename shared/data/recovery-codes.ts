import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { takeFromSet } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";

/** The recovery codes of a user: hashes of one recipe, each leaves the row with its use. */
export interface RecoveryCodes {
  readonly hashes: readonly `s${number}.${string}`[];
  /** When the set was made; undefined when there is none. */
  readonly madeAt: string | undefined;
}

/** The codes that are left, strongly consistent. */
export async function readRecoveryCodes(scope: PracticeScope, userId: string): Promise<RecoveryCodes> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.recoveryCodes(scope, userId), ConsistentRead: true }),
  );
  const hashes = (Item?.["hashes"] as ReadonlySet<`s${number}.${string}`> | undefined) ?? [];
  return { hashes: [...hashes], madeAt: Item?.["madeAt"] as string | undefined };
}

/** A new set; it takes the place of the one before, whose codes are dead with this write. */
export function replaceRecoveryCodes(
  scope: PracticeScope,
  userId: string,
  { hashes, madeAt }: { hashes: readonly string[]; madeAt: string },
): Change {
  const Item = { ...keys.recoveryCodes(scope, userId), practiceId: scope.practiceId, hashes: new Set(hashes), madeAt };
  return { item: { Put: { TableName: tables.practice(), Item } } };
}

/** Uses one code up: of many uses at once one succeeds. */
export function recoveryCodeUsedUp(scope: PracticeScope, userId: string, hash: string): Change {
  return takeFromSet("practice", keys.recoveryCodes(scope, userId), {
    name: "hashes",
    value: hash,
    refusal: "second-step.refused",
  });
}

/** No code of this user works any more, whether or not there were any. */
export function noRecoveryCodes(scope: PracticeScope, userId: string): Change {
  return { item: { Delete: { TableName: tables.practice(), Key: keys.recoveryCodes(scope, userId) } } };
}
