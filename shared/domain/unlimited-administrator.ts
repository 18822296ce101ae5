import { applicationsOf } from "./application.ts";
import type { User } from "./user.ts";

/**
 * Whether a security administrator can always sign in: active, let into this console, with neither expiry nor hours. A
 * practice counts these, and the last of them keeps being one. Source: RULINGS 3.
 */
export function isUnlimitedAdministrator(
  user: Pick<User, "status" | "roles" | "expiresAt" | "accessHours" | "applications">,
): boolean {
  const isLimited = user.expiresAt !== undefined || user.accessHours !== undefined;
  const isAdministrator = user.roles.includes("security-administrator");
  return user.status === "active" && isAdministrator && !isLimited && applicationsOf(user).includes("administration");
}
