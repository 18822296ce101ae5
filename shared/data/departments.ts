import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Department } from "../domain/department.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { User } from "../domain/user.ts";
import { update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { timeOfId } from "./ids.ts";
import { departmentPrefix, keys } from "./keys.ts";
import { rowsOf } from "./practice-rows.ts";

/** One department of the practice, strongly consistent. What is no id of ours is nobody's. */
export async function readDepartment(scope: PracticeScope, departmentId: string): Promise<Department | undefined> {
  if (!timeOfId("dep", departmentId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.department(scope, departmentId), ConsistentRead: true }),
  );
  return Item as Department | undefined;
}

/** Every department of the practice, archived ones too, oldest first and strongly consistent. */
export async function listDepartmentsOf(scope: PracticeScope): Promise<Department[]> {
  return (await rowsOf(scope, departmentPrefix)) as Department[];
}

type InDepartment = Pick<User, "departmentId">;

/**
 * Counts a user out of the department he was in and into the one he is in now; part of the change of his row. A department
 * that is archived meanwhile takes nobody, and one that has members is never archived.
 */
export function departmentChanges(scope: PracticeScope, before: InDepartment, after: InDepartment): Change[] {
  if (before.departmentId === after.departmentId) return [];
  return [countIn(scope, before.departmentId, -1), countIn(scope, after.departmentId, 1)].flat();
}

/** Counts people into a department, or out of it when there are fewer. */
export function countIn(scope: PracticeScope, departmentId: string | undefined, people: number): Change[] {
  if (departmentId === undefined) return [];
  return [
    update("practice", keys.department(scope, departmentId), {
      add: { members: people },
      ...(people > 0 ? { absent: ["archivedAt"] } : {}),
      refusal: "department.unknown",
    }),
  ];
}
