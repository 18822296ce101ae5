import type { Permission } from "./permission.ts";
import { policyOf } from "./policy.ts";
import type { Practice } from "./practice.ts";
import { isAtHome, permissionsOf, type Role } from "./role.ts";

/** What a practice's policy adds to its roles, or its being the vendor's takes away. */
type PracticeFacts = Pick<Practice, "policy" | "isVendor">;

/**
 * What somebody with these roles may do in this practice: the roles' own permissions, without those of operators anywhere but
 * in the vendor's practice, and with what the policy opens. The one decision for requests, session and *what may this person
 * do*. Source: PRODUCT.md S1; the operators of an installation are people of its vendor.
 */
export function permissionsIn(practice: PracticeFacts, held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => permissionsOfRole(practice, role)));
}

/** Which of the held roles give a permission in this practice. */
export function rolesGiving(practice: PracticeFacts, held: readonly Role[], permission: Permission): Role[] {
  return [...new Set(held)].filter((role) => permissionsOfRole(practice, role).includes(permission));
}

function permissionsOfRole(practice: PracticeFacts, role: Role): readonly Permission[] {
  if (!isAtHome(role, practice)) return [];
  const isOpened = role === "user-manager" && policyOf(practice.policy).sftpRequesters === "user-managers";
  return [...permissionsOf([role]), ...(isOpened ? (["sftp:request"] as const) : [])];
}
