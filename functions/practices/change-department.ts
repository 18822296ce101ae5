import { differences } from "../../shared/audit/event.ts";
import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { readDepartment } from "../../shared/data/departments.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Department } from "../../shared/domain/department.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { holdDepartmentName } from "./department-name.ts";
import { departmentViewOf } from "./department-view.ts";

type ChangeCall = Parameters<typeof changeDepartment>[0];

/**
 * Renames a department, archives it when nobody is in it, or opens it again. The lists of its members follow the name
 * within moments. Source: PRODUCT.md U10.
 */
export const changeDepartment: Operation<typeof practiceRoutes.changeDepartment> = async (call) => {
  const { caller, path } = call;
  const before = await readDepartment(caller.scope, path.departmentId);
  if (!before) throw new Refusal("department.not-found");
  const after = changed(before, call);
  if (after.archivedAt !== undefined && before.members > 0) throw new Refusal("department.in-use");
  const reply = departmentViewOf(after);
  await call.commit(
    {
      changes: [rowChange(caller.scope, before, after), ...holdDepartmentName(caller.scope, after, before)],
      deeds: [
        {
          action: actionOf(before, after),
          subjectId: after.departmentId,
          subjectName: after.name,
          subjectVersion: after.version,
          changes: differences(before, { name: after.name, archivedAt: after.archivedAt }),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};

function changed(before: Department, { body, expectedVersion, now }: ChangeCall): Department {
  const { isArchived = before.archivedAt !== undefined, ...own } = body;
  const { archivedAt = now.toISOString(), ...lasting } = before;
  return { ...lasting, ...own, ...(isArchived ? { archivedAt } : {}), version: expectedVersion + 1 };
}

/** Holds the version, and that nobody came into a department that is archived. */
function rowChange(scope: PracticeScope, before: Department, after: Department): Change {
  const { name, archivedAt, version, departmentId } = after;
  const isArchived = archivedAt !== undefined;
  return update("practice", keys.department(scope, departmentId), {
    set: { name, version, ...(isArchived ? { archivedAt } : {}) },
    ...(isArchived || before.archivedAt === undefined ? {} : { remove: ["archivedAt"] }),
    expect: { version: version - 1, ...(isArchived ? { members: 0 } : {}) },
    refusal: "request.changed-meanwhile",
  });
}

function actionOf(before: Department, after: Department) {
  const [was, is] = [before, after].map(({ archivedAt }) => archivedAt !== undefined);
  if (was === is) return "department.changed";
  return is ? "department.archived" : "department.reopened";
}
