import { arePaymentsOn } from "../../shared/config/payments-offer.ts";
import { isSftpOn } from "../../shared/config/sftp-offer.ts";
import type { Session } from "../../shared/data/sessions.ts";
import { emergencyPermissions, mayBreakGlass, runningBreakGlass } from "../../shared/domain/break-glass.ts";
import { accessEndsAt } from "../../shared/domain/entry.ts";
import { isOfEpcs } from "../../shared/domain/epcs.ts";
import { reminderOf } from "../../shared/domain/password-age.ts";
import { isOfSftp, type Permission } from "../../shared/domain/permission.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { permissionsIn } from "../../shared/domain/practice-permissions.ts";
import { choicesOf, rolesOfSession } from "../../shared/domain/role.ts";
import { openSites, siteChoicesOf } from "../../shared/domain/site.ts";
import { signInNameOf, type User } from "../../shared/domain/user.ts";
import { rulesView } from "./new-password.ts";
import { waysOf } from "./ways.ts";

interface Viewed {
  readonly user: User;
  readonly practice: Practice;
  readonly session: Session;
  readonly csrfToken: string;
}

/** The session as its person sees it. */
export function sessionView(of: Viewed, now: Date) {
  const { user, practice, session, csrfToken } = of;
  const policy = policyOf(practice.policy);
  const ways = waysOf({ user, practice });
  const held = rolesOfSession(user.roles, session.roles);
  const own = permissionsIn(practice, held);
  const isMarked = mayBreakGlass(practice, user.userId);
  const running = runningBreakGlass({ session, practice }, now);
  return {
    userId: user.userId,
    username: signInNameOf(user),
    firstName: user.firstName,
    lastName: user.lastName,
    practiceId: practice.practiceId,
    practiceName: practice.name,
    timeZone: practice.timeZone,
    roles: [...held],
    permissions: [...new Set([...own, ...(running ? emergencyPermissions : [])])].filter(isOffered),
    isOfEpcs: isOfEpcs(user),
    breakGlass:
      isMarked || own.has("break-glass:oversee")
        ? { isMarked, isUnreviewed: practice.openBreakGlass !== undefined, until: running?.until }
        : undefined,
    application: session.application,
    site: openSites(practice).find(({ siteId }) => siteId === session.siteId),
    choices: choicesLeft(user, practice),
    secondStep: ways[0] ?? session.secondStep,
    otherSteps: ways.slice(1),
    csrfToken,
    idleMinutes: policy.idleMinutes,
    expiresAt: session.expiresAt,
    accessEndsAt: accessEndsAt({ user, practice }, now)?.toISOString(),
    passwordRules: rulesView(user, practice),
    passwordDueAt: reminderOf(user, policy, now)?.toISOString(),
  };
}

/** Whether the installation has what a permission is about. */
const isOffered = (permission: Permission): boolean =>
  (permission !== "plans:buy" || arePaymentsOn()) && (!isOfSftp(permission) || isSftpOn());

/** What role and site may be changed to; nothing where there is one of each. */
function choicesLeft(user: User, practice: Practice) {
  const [roles, sites] = [choicesOf(user.roles), siteChoicesOf(user, practice)];
  return roles.length + sites.length > 0 ? { roles: [...roles], sites: [...sites] } : undefined;
}
