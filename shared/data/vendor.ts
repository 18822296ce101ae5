import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import type { Role } from "../domain/role.ts";
import type { Listed } from "../domain/user.ts";
import { unchanged } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { listDirectory } from "./directory.ts";
import { keys } from "./keys.ts";

/** Which practice is the vendor's, and the invitation by which it is founded or was. */
export interface Vendor {
  readonly practiceId: string;
  readonly invitationId: string;
  readonly begunAt: string;
}

/** The vendor of this installation, strongly consistent; none before anybody began to found it. */
export async function readVendor(): Promise<Vendor | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.vendor(), ConsistentRead: true }),
  );
  return Item as Vendor | undefined;
}

/**
 * Lets a grant of roles fail anywhere but in the vendor's practice where they make somebody an operator: the write's own
 * condition, whatever was read before. Source: DECISIONS, operators are users of one practice.
 */
export function operatorsAtHome({ practiceId }: PracticeScope, roles: readonly Role[]): Change[] {
  if (!roles.includes("operator")) return [];
  const refusal = "user.role-not-grantable";
  return [unchanged("practice", keys.vendor(), { expected: { practiceId }, refusal })];
}

/** The vendor's practice with the operators who are told of something. */
export interface Support {
  readonly scope: PracticeScope;
  readonly operators: readonly Listed[];
}

const mostOperators = 20;

/** The active operators, for letters: as the directory knows them. Nobody while there is no vendor. */
export async function listOperators(now: Date): Promise<Support | undefined> {
  const vendor = await readVendor();
  if (!vendor) return undefined;
  const scope = scopeOf(vendor.practiceId);
  const question = { isDescending: false, filters: { role: "operator" } };
  const { users } = await listDirectory({ scope, question, limit: mostOperators, now }, undefined);
  return { scope, operators: users.filter(({ status }) => status === "active") };
}
