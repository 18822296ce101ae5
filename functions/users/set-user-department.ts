import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import { departmentChanges, readDepartment } from "../../shared/data/departments.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import type { Department } from "../../shared/domain/department.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

type Placed = User & { readonly departmentName?: string };

/**
 * Puts a user into an open department of the practice, or into none. It decides nothing about him, so that managers do it for
 * anybody, themselves too. Source: PRODUCT.md U10; SECURITY, attacks 55 and 56.
 */
export const setUserDepartment: Operation<typeof userRoutes.setUserDepartment> = async (call) => {
  const { caller, path, body, now } = call;
  const { scope } = caller;
  const before = await readUser(scope, path.userId);
  if (!before) throw new Refusal("user.not-found");
  const [old, wanted] = await Promise.all(
    [before.departmentId, body.departmentId].map((id) => (id === undefined ? undefined : readDepartment(scope, id))),
  );
  const isSame = before.departmentId === body.departmentId;
  if (body.departmentId !== undefined && !isSame && (!wanted || wanted.archivedAt !== undefined))
    throw refusalAt("department.unknown", "/departmentId");
  if (isSame) return viewOf(inDepartment(before, wanted), now);
  const after = { ...inDepartment(before, wanted), version: before.version + 1 };
  await call.commit({
    changes: [
      update("practice", keys.user(scope, before.userId), {
        set: { version: after.version, ...(wanted ? { departmentId: wanted.departmentId } : {}) },
        ...(wanted ? {} : { remove: ["departmentId"] }),
        expect: { version: before.version },
        refusal: "request.changed-meanwhile",
      }),
      ...departmentChanges(scope, before, after),
    ],
    deeds: [
      {
        action: "user.department-changed",
        subjectId: before.userId,
        subjectName: fullNameOf(before),
        subjectVersion: after.version,
        changes: { department: { before: old?.name, after: wanted?.name } },
      },
    ],
  });
  return viewOf(after, now);
};

function inDepartment({ departmentId: _before, ...user }: User, wanted: Department | undefined): Placed {
  return wanted ? { ...user, departmentId: wanted.departmentId, departmentName: wanted.name } : user;
}
