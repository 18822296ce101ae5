/** Every permission a route may ask for, with the words the console shows. */
export const permissions = {
  "profile:own": "see and edit the own profile",
  "practice:read": "see the practice's settings and checklist",
  "practice:edit": "edit the practice's settings",
  "users:read": "see the users of the practice",
  "users:invite": "invite users",
  "users:unlock": "unlock users",
  "audit:read": "read the audit log",
} as const satisfies Record<`${string}:${string}`, string>;

export type Permission = keyof typeof permissions;
