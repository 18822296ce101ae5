import { timeOfId } from "../../shared/data/ids.ts";
import type { Department } from "../../shared/domain/department.ts";

/** A department as the practice's people see it. Its id says when it was added. */
export function departmentViewOf({ departmentId, name, archivedAt, members, version }: Department) {
  const createdAt = (timeOfId("dep", departmentId) ?? new Date(0)).toISOString();
  return { departmentId, name, isArchived: archivedAt !== undefined, createdAt, members, version };
}
