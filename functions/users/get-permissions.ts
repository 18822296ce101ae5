import type { userRoutes } from "../../shared/contract/users.ts";
import { readAllTries, readTries } from "../../shared/data/counters.ts";
import { readUser } from "../../shared/data/users.ts";
import { mayBreakGlass } from "../../shared/domain/break-glass.ts";
import { effectiveAccess } from "../../shared/domain/effective-access.ts";
import { epcsFactsOf } from "../../shared/domain/epcs-eligibility.ts";
import { codeRule, lockedUntil, passwordRule } from "../../shared/domain/lockout.ts";
import { permissions } from "../../shared/domain/permission.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** What a user may do at this moment and why, told by the functions that enforce it. Source: PRODUCT.md U13. */
export const getPermissions: Operation<typeof userRoutes.getPermissions> = async ({ caller, path, address, now }) => {
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  const { practice } = caller;
  const { userId: id, secondStep, expiresAt, onCallUntil } = user;
  const [passwords, codes] = await Promise.all([
    readAllTries({ id, factor: "password" }),
    readTries({ id, factor: "code" }),
  ]);
  const rule = passwordRule(policyOf(practice.policy));
  const counters = [passwords.own, ...passwords.browsers.values()];
  const locks = [...counters.map((tries) => lockedUntil(tries, rule)), lockedUntil(codes, codeRule)];
  const lock = Math.max(...locks.map((until) => until?.getTime() ?? 0));
  const found = effectiveAccess({ user, practice, address }, now);
  return {
    ...found,
    permissions: found.permissions.map(({ permission, givenBy }) => ({
      permission,
      words: permissions[permission],
      givenBy: [...givenBy],
    })),
    applications: [...found.applications],
    secondSteps: found.secondSteps.map((each) => ({ ...each, because: [...each.because] })),
    sites: [...found.sites],
    accessEndsAt: found.accessEndsAt?.toISOString(),
    nextWindowAt: found.nextWindowAt?.toISOString(),
    timeZone: practice.timeZone,
    expiresAt,
    onCallUntil,
    secondStep,
    mayBreakGlass: mayBreakGlass(practice, id),
    epcs: epcsFactsOf(user, practice, now),
    lockedUntil: lock > now.getTime() ? new Date(lock).toISOString() : undefined,
  };
};
