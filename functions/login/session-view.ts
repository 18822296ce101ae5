import type { Session } from "../../shared/data/sessions.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { permissionsOf } from "../../shared/domain/role.ts";
import type { User } from "../../shared/domain/user.ts";

/** The session as its person sees it. */
export function sessionView(of: { user: User; practice: Practice; session: Session; csrfToken: string }) {
  const { user, practice, session, csrfToken } = of;
  return {
    userId: user.userId,
    username: user.username ?? user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    practiceId: practice.practiceId,
    practiceName: practice.name,
    timeZone: practice.timeZone,
    roles: [...user.roles],
    permissions: [...permissionsOf(user.roles)],
    application: session.application,
    secondStep: user.secondStep === "none" ? session.secondStep : user.secondStep,
    csrfToken,
    idleMinutes: policyOf(practice.policy).idleMinutes,
    expiresAt: session.expiresAt,
  };
}
