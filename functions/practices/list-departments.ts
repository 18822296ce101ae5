import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { listDepartmentsOf } from "../../shared/data/departments.ts";
import type { Operation } from "../../shared/http/call.ts";
import { departmentViewOf } from "./department-view.ts";

/** All departments of the own practice by name, archived ones after the others. */
export const listDepartments: Operation<typeof practiceRoutes.listDepartments> = async ({ caller }) => {
  const items = (await listDepartmentsOf(caller.scope)).map(departmentViewOf);
  const byName = items.toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  return { items: byName.toSorted((one, other) => Number(one.isArchived) - Number(other.isArchived)) };
};
