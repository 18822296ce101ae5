import { expect, test } from "vitest";
import { permissions } from "../../../shared/domain/permission.ts";
import { mayGrant, permissionsOf, type Role, roleNames, roles } from "../../../shared/domain/role.ts";

/** Whom each may hand out, written by hand: the table of the product. */
const grants: Record<Role, readonly Role[]> = {
  "security-administrator": ["security-administrator", "user-manager", "auditor", "member", "patient"],
  "user-manager": ["user-manager", "member", "patient"],
  auditor: ["auditor", "member", "patient"],
  member: ["member", "patient"],
  patient: ["member", "patient"],
  operator: ["member", "patient", "operator"],
};
const pairs = roleNames.flatMap((actor) => roleNames.map((wanted) => ({ actor, wanted })));

test("every pair of roles was looked at", () => {
  expect(pairs).toHaveLength(36);
});

test.each(pairs)("whether $actor may grant $wanted is what the table says", ({ actor, wanted }) => {
  expect(mayGrant([actor], [wanted])).toBe(grants[actor].includes(wanted));
});

test("nobody grants more by granting several, and two roles together grant what their union may do", () => {
  expect(mayGrant(["user-manager"], ["member", "security-administrator"])).toBe(false);
  expect(mayGrant(["user-manager", "auditor"], ["auditor", "user-manager"])).toBe(true);
  expect(mayGrant(["user-manager", "auditor"], ["security-administrator"])).toBe(false);
  expect(mayGrant([], ["member"])).toBe(false);
});

test.each(roleNames)("what %s may do are permissions that exist, none twice", (role) => {
  const held: readonly string[] = roles[role].permissions;
  expect(held.length).toBeGreaterThan(0);
  for (const permission of held) expect(Object.keys(permissions)).toContain(permission);
  expect(permissionsOf([role, role]).size).toBe(held.length);
});

test("a security administrator may do everything in the practice, nothing beyond, and every permission has its words", () => {
  const ofOperators = (permission: string) => permission.startsWith("operator:");
  const everything = Object.keys(permissions).filter((permission) => !ofOperators(permission));
  expect([...permissionsOf(["security-administrator"])].sort()).toEqual(everything.sort());
  expect(Object.keys(permissions).filter(ofOperators)).toHaveLength(3);
  for (const words of Object.values(permissions)) expect(words).toMatch(/^[a-z]/);
});
