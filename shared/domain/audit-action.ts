/** Every audit action, with the sentence the audit page shows. A route or trigger names one; nothing else changes. */
export const auditActions = {
  "practice.signed-up": "asked to sign a practice up",
  "practice.opened": "opened the practice",
  "practice.changed": "changed the practice's settings",
  "policy.changed": "changed the security policy",
  "policy.weakened": "weakened the security policy",
  "user.invited": "invited a user",
  "user.registered": "registered",
  "user.registration-started": "began to register",
  "user.locked": "was locked after too many wrong tries",
  "user.unlocked": "unlocked a user",
  "user.disabled": "disabled a user",
  "user.enabled": "enabled a user",
  "user.roles-changed": "changed a user's roles",
  "user.profile-changed": "changed the own profile",
  "second-step.started": "began to set up the second step",
  "second-step.enrolled": "set up the second step",
  "sign-in.attempted": "tried to sign in",
  "sign-in.refused": "was refused at sign-in",
  "sign-in.password-accepted": "gave the right password",
  "sign-in.code-sent": "was sent a sign-in code",
  "sign-in.succeeded": "signed in",
  "sign-in.signed-out": "signed out",
  "session.stepped-up": "gave password and second step again",
  "mail.sent": "sent a mail",
  "mail.abandoned": "could not send a mail",
  "audit.read": "read the audit log",
} as const satisfies Record<`${string}.${string}`, string>;

export type AuditAction = keyof typeof auditActions;
export const auditActionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];
