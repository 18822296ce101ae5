import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { choicesOf } from "../../shared/domain/role.ts";
import { siteChoicesOf } from "../../shared/domain/site.ts";
import type { Operation } from "../../shared/http/call.ts";
import { enter } from "./enter.ts";

/** Finishes a sign-in with the role and the site to work in, among those that the person holds at this moment. */
export const chooseRoleAndSite: Operation<typeof loginRoutes.chooseRoleAndSite> = async (call) => {
  const { pending, user, practice } = call.pending;
  const { role, siteId } = call.body;
  if (pending.stage !== "choose" || !pending.proved) throw new Refusal("second-step.unavailable");
  const roles = choicesOf(user.roles);
  const isHeld = role !== undefined && roles.includes(role);
  if (roles.length > 0 && !isHeld) throw new Refusal("sign-in.role-not-held");
  const sites = siteChoicesOf(user, practice);
  // Another practice's site is nobody's: both are answered alike.
  const isSite = siteId !== undefined && sites.some((site) => site.siteId === siteId);
  if (sites.length > 0 && !isSite) throw new Refusal("sign-in.site-not-held");
  return enter(call, { ...pending.proved, ...(isHeld ? { role } : {}), ...(isSite ? { siteId } : {}) });
};
