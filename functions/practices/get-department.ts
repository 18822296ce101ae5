import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { readDepartment } from "../../shared/data/departments.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { departmentViewOf } from "./department-view.ts";

/** One department, with the version that a change of it names. */
export const getDepartment: Operation<typeof practiceRoutes.getDepartment> = async ({ caller, path, answer }) => {
  const department = await readDepartment(caller.scope, path.departmentId);
  if (!department) throw new Refusal("department.not-found");
  answer.setVersion(department.version);
  return departmentViewOf(department);
};
