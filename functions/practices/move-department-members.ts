import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { countIn, readDepartment } from "../../shared/data/departments.ts";
import { someOfGroup } from "../../shared/data/directory-members.ts";
import { keys } from "../../shared/data/keys.ts";
import { type Department, movedAtOnce } from "../../shared/domain/department.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";

/**
 * Moves some people of a department to another: whole in one transaction, with an event for each of them and one with their
 * number. Whoever asks again goes on with who is left, also after a crash. Source: PRODUCT.md U10.
 */
export const moveDepartmentMembers: Operation<typeof practiceRoutes.moveDepartmentMembers> = async (call) => {
  const { caller, path, body } = call;
  const { scope } = caller;
  const from = await readDepartment(scope, path.departmentId);
  if (!from) throw new Refusal("department.not-found");
  const to = await readDepartment(scope, body.to);
  if (!to || to.archivedAt !== undefined || to.departmentId === from.departmentId)
    throw refusalAt("department.unknown", "/to");
  const group = { scope, facet: "department", value: from.departmentId } as const;
  const isIn = ({ departmentId }: User) => departmentId === from.departmentId;
  const movers = await someOfGroup(group, isIn, movedAtOnce);
  const reply = { moved: movers.length, left: Math.max(0, from.members - movers.length) };
  if (movers.length > 0) await call.commit(moveOf(caller, movers, { from, to }), reply);
  return reply;
};

interface Way {
  readonly from: Department;
  readonly to: Department;
}

function moveOf({ scope }: Caller, movers: readonly User[], { from, to }: Way) {
  const department = { before: from.name, after: to.name };
  return {
    changes: [
      ...movers.map(({ userId, version }) =>
        update("practice", keys.user(scope, userId), {
          set: { departmentId: to.departmentId, version: version + 1 },
          expect: { version },
          refusal: "request.changed-meanwhile",
        }),
      ),
      ...countIn(scope, from.departmentId, -movers.length),
      ...countIn(scope, to.departmentId, movers.length),
    ],
    deeds: [
      {
        action: "department.members-moved",
        subjectId: from.departmentId,
        subjectName: from.name,
        changes: { department, people: { after: movers.length } },
      },
      ...movers.map((user) => ({
        action: "user.department-changed" as const,
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        subjectVersion: user.version + 1,
        changes: { department },
      })),
    ] as const,
  } as const;
}
