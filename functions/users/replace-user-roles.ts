import type { userRoutes } from "../../shared/contract/users.ts";
import { accountChanges, changedUser } from "../../shared/data/account-change.ts";
import { operatorsAtHome } from "../../shared/data/vendor.ts";
import { needsApp } from "../../shared/domain/code-channel.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { grantableBy, mayGrantHere, type Role } from "../../shared/domain/role.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { otherUser } from "./other-user.ts";

/**
 * Changes what somebody else may do; his sessions end, so that the next request asks by the new roles. Nobody hands out
 * what he lacks, and the last active security administrator stays one. Source: PRODUCT.md, Roles; SECURITY A23, attack 61.
 */
export const replaceUserRoles: Operation<typeof userRoutes.replaceUserRoles> = async (call) => {
  const { caller, path, body, expectedVersion } = call;
  const before = await otherUser(caller, path.userId);
  if (before.version !== expectedVersion) throw new Refusal("request.changed-meanwhile");
  const roles = [...new Set(body.roles)];
  if (!mayGrantHere(caller, roles)) throw refusalAt("user.role-not-grantable", "/roles");
  assertMayHold(before, roles);
  const change = { before, set: { roles } };
  const user = changedUser(change);
  const reply = { roles, grantable: grantableBy(caller) };
  await call.commit(
    {
      changes: [...accountChanges(caller.scope, change), ...operatorsAtHome(caller.scope, roles)],
      deeds: [
        {
          action: "user.roles-changed",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          subjectVersion: user.version,
          reason: body.reason,
          changes: { roles: { before: before.roles, after: roles } },
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(user.version);
  return reply;
};

/** Who is still registering has his roles from the invitation; who verifies with mailed codes cannot become administrator. */
function assertMayHold(user: User, roles: readonly Role[]): void {
  if (user.status !== "active" && user.status !== "disabled") throw new Refusal("user.wrong-status");
  const hasWeakStep = user.secondStep !== "totp" && user.secondStep !== "none";
  if (roles.some(needsApp) && hasWeakStep) throw new Refusal("user.needs-authenticator");
}
