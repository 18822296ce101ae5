/** Every permission a route may ask for, with the words the console shows. */
export const permissions = {
  "profile:own": "see and edit the own profile",
  "practice:read": "see the practice's settings and checklist",
  "practice:edit": "edit the practice's settings",
  "departments:edit": "edit departments and who is in them",
  "policy:edit": "change the security policy",
  "users:read": "see the users of the practice",
  "users:invite": "invite users",
  "users:trust-address": "say that a user's address works again",
  "users:unlock": "unlock users",
  "users:reset-second-step": "reset the lost second step of users",
  "users:disable": "disable users",
  "users:enable": "enable disabled users",
  "users:grant": "change what users may do",
  "users:edit": "change the names and details of users",
  "users:edit-access": "set when users may be in and what they may open",
  "users:end-sessions": "end the sessions of users",
  "plans:buy": "buy plans for users and pay for them",
  "audit:read": "read the audit log",
  "break-glass:oversee": "decide who may break the glass, and review it afterwards",
  "epcs:oversee": "see the EPCS marks, designate the people who decide about them, and suspend a mark",
  "sftp:read": "see the practice's SFTP requests and accounts",
  "sftp:request": "request SFTP accounts for the practice's software",
  "sftp:manage": "manage the SFTP accounts: their secrets, keys and address rules",
  "operator:sftp-requests": "decide about the SFTP requests of every practice",
  "operator:practices": "see the practices of the installation",
  "operator:suppression": "see the addresses that mail does not reach, and take them off the list",
} as const satisfies Record<`${string}:${string}`, string>;

export type Permission = keyof typeof permissions;

/** Whether a permission means nothing where the installation has no SFTP server. */
export const isOfSftp = (permission: string): boolean =>
  permission.startsWith("sftp:") || permission === "operator:sftp-requests";
