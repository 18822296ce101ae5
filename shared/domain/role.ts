import type { Permission } from "./permission.ts";

/** The fixed roles of a practice and what each may do. Source: PRODUCT.md, Roles. */
export const roles = {
  "security-administrator": {
    title: "Security administrator",
    permissions: [
      "profile:own",
      "practice:read",
      "practice:edit",
      "policy:edit",
      "users:read",
      "users:invite",
      "users:unlock",
      "users:disable",
      "users:grant",
      "audit:read",
    ],
  },
  "user-manager": {
    title: "User manager",
    permissions: ["profile:own", "practice:read", "users:read", "users:invite", "users:unlock", "users:disable"],
  },
  auditor: { title: "Auditor", permissions: ["profile:own", "practice:read", "users:read", "audit:read"] },
  member: { title: "Member", permissions: ["profile:own"] },
  patient: { title: "Patient", permissions: ["profile:own"] },
} as const satisfies Record<string, { title: string; permissions: readonly Permission[] }>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/** What a person with these roles may do: the union. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role): readonly Permission[] => roles[role].permissions));
}

/** Whether somebody holding `actor` may hand out `wanted`: nobody grants a permission that he lacks. */
export function mayGrant(actor: readonly Role[], wanted: readonly Role[]): boolean {
  const own = permissionsOf(actor);
  return [...permissionsOf(wanted)].every((permission) => own.has(permission));
}

/** The roles that somebody holding `actor` may hand out. */
export function grantableBy(actor: readonly Role[]): Role[] {
  return roleNames.filter((role) => mayGrant(actor, [role]));
}
