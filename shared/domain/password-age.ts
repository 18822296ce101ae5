import type { Policy } from "./policy.ts";
import type { User } from "./user.ts";

/** Days before a forced change at which one is reminded of it. */
const noticeDays = 14;
const dayMs = 86_400_000;

type Aged = Pick<User, "passwordChangedAt" | "registeredAt" | "mustChangePassword">;

/** When the practice's policy calls the password old; undefined where age does not matter. Source: PRODUCT.md A6. */
function oldAt({ passwordChangedAt, registeredAt }: Aged, { passwordAge }: Policy): Date | undefined {
  const since = passwordChangedAt ?? registeredAt;
  if (passwordAge.mode === "off" || !since) return undefined;
  return new Date(Date.parse(since) + passwordAge.days * dayMs);
}

/** Since or from when a new password is due, where the person should be reminded of it now. */
export function reminderOf(user: Aged, policy: Policy, now: Date): Date | undefined {
  const at = oldAt(user, policy);
  if (!at) return undefined;
  const noticeMs = policy.passwordAge.mode === "force" ? noticeDays * dayMs : 0;
  return at.getTime() - noticeMs <= now.getTime() ? at : undefined;
}

/** Whether nobody gets a session with this password any more: it was said to be changed, or it is older than the policy takes. */
export function mustRenew(user: Aged, policy: Policy, now: Date): boolean {
  if (user.mustChangePassword) return true;
  const at = oldAt(user, policy);
  return policy.passwordAge.mode === "force" && at !== undefined && at <= now;
}
