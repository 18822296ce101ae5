import { insert, remove } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Department } from "../../shared/domain/department.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { nameAsCompared } from "../../shared/domain/reserved-name.ts";

/** Holds the name of a department, once in the practice, and gives the one before free. Source: SECURITY, attack 67. */
export function holdDepartmentName(scope: PracticeScope, department: Department, before?: Department): Change[] {
  const wanted = nameAsCompared(department.name);
  const held = before && nameAsCompared(before.name);
  if (held === wanted) return [];
  const key = (name: string) => keys.departmentName(scope, name);
  const row = { ...key(wanted), departmentId: department.departmentId };
  const free = held === undefined ? [] : [remove("practice", key(held), { refusal: "request.changed-meanwhile" })];
  return [...free, insert("practice", row, refusalAt("department.name-taken", "/name"))];
}
