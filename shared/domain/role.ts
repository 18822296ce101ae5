import type { Permission } from "./permission.ts";
import type { Practice } from "./practice.ts";

/** The fixed roles of a practice and what each may do. Source: PRODUCT.md, Roles. */
export const roles = {
  "security-administrator": {
    title: "Security administrator",
    permissions: [
      "profile:own",
      "practice:read",
      "practice:edit",
      "departments:edit",
      "policy:edit",
      "users:read",
      "users:invite",
      "users:unlock",
      "users:reset-second-step",
      "users:disable",
      "users:enable",
      "users:grant",
      "users:trust-address",
      "users:edit",
      "users:edit-access",
      "users:end-sessions",
      "plans:buy",
      "audit:read",
      "break-glass:oversee",
      "epcs:oversee",
      "sftp:read",
      "sftp:request",
      "sftp:manage",
    ],
  },
  "user-manager": {
    title: "User manager",
    permissions: [
      "profile:own",
      "practice:read",
      "departments:edit",
      "users:read",
      "users:invite",
      "users:unlock",
      "users:reset-second-step",
      "users:disable",
      "users:enable",
      "users:edit",
      "users:edit-access",
      "users:end-sessions",
      "plans:buy",
      "sftp:read",
    ],
  },
  auditor: { title: "Auditor", permissions: ["profile:own", "practice:read", "users:read", "audit:read", "sftp:read"] },
  member: { title: "Member", permissions: ["profile:own"] },
  patient: { title: "Patient", permissions: ["profile:own"] },
  /** Support of the installation; held in the vendor's own practice only, see `isAtHome`. */
  operator: {
    title: "Operator",
    permissions: ["profile:own", "operator:sftp-requests", "operator:practices", "operator:suppression"],
  },
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

/** Held beside whatever else somebody is: nobody chooses between his own practice and his work for others. */
const heldBeside: Role = "operator";

/** Whether a role may be held in a practice: operators are people of the vendor's, and count for nothing anywhere else. */
export function isAtHome(role: Role, practice: Pick<Practice, "isVendor">): boolean {
  return role !== "operator" || practice.isVendor === true;
}

/** Somebody with the roles of his session, in his practice. */
interface Granter {
  readonly roles: readonly Role[];
  readonly practice: Pick<Practice, "isVendor">;
}

/** Whether somebody may hand out roles in his practice: none that may do more than he, nor one that is at home elsewhere. */
export function mayGrantHere({ roles: actor, practice }: Granter, wanted: readonly Role[]): boolean {
  return mayGrant(actor, wanted) && wanted.every((role) => isAtHome(role, practice));
}

/** The roles that somebody may hand out in his practice. */
export function grantableBy(granter: Granter): Role[] {
  return roleNames.filter((role) => mayGrantHere(granter, [role]));
}

/**
 * The roles a person is asked to choose between after the second step: none where one of his roles may do all that he may.
 * Source: PRODUCT.md A3.
 */
export function choicesOf(held: readonly Role[]): readonly Role[] {
  const distinct = [...new Set(held)].filter((role) => role !== heldBeside);
  const isBelow = (role: Role, other: Role) =>
    role !== other && mayGrant([other], [role]) && !mayGrant([role], [other]);
  const highest = distinct.filter((role) => !distinct.some((other) => isBelow(role, other)));
  return highest.some((role) => mayGrant([role], distinct)) ? [] : highest;
}

/** What a session holds with a choice made: the chosen role and those it includes; without one, all that are held. */
export function rolesChosen(held: readonly Role[], chosen?: Role): readonly Role[] {
  return chosen === undefined ? held : held.filter((role) => role === heldBeside || mayGrant([chosen], [role]));
}

/** The roles of a session now: what was chosen and is still held. Sessions from before there was a choice hold all. */
export function rolesOfSession(held: readonly Role[], chosen: readonly Role[] | undefined): readonly Role[] {
  return chosen ? held.filter((role) => chosen.includes(role)) : held;
}
