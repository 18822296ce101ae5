import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { type Department, mostDepartments } from "../../shared/domain/department.ts";
import type { Operation } from "../../shared/http/call.ts";
import { holdDepartmentName } from "./department-name.ts";
import { departmentViewOf } from "./department-view.ts";
import { oneMore } from "./one-more.ts";

/** Adds a department under a name that no other one of the practice has. Source: PRODUCT.md P2, U10. */
export const addDepartment: Operation<typeof practiceRoutes.addDepartment> = async (call) => {
  const { caller, body, now } = call;
  const { practiceId } = caller.practice;
  const department: Department = {
    practiceId,
    departmentId: newId("dep", now),
    name: body.name,
    members: 0,
    version: 1,
  };
  const { departmentId, name, version } = department;
  const reply = departmentViewOf(department);
  await call.commit(
    {
      changes: [
        ...holdDepartmentName(caller.scope, department),
        insert("practice", { ...keys.department(caller.scope, departmentId), ...department }),
        oneMore(caller, { name: "departments", most: mostDepartments, refusal: "department.too-many" }),
      ],
      deeds: [
        {
          action: "department.added",
          subjectId: departmentId,
          subjectName: name,
          subjectVersion: version,
          changes: { name: { after: name } },
        },
      ],
    },
    reply,
  );
  return reply;
};
