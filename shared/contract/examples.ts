import type * as z from "zod/mini";
import type { AuditLine } from "./audit.ts";
import { billingExamples } from "./billing-examples.ts";
import { breakGlassExamples } from "./break-glass-examples.ts";
import { codeExamples } from "./code-examples.ts";
import { departmentExamples } from "./department-examples.ts";
import { epcsExamples } from "./epcs-examples.ts";
import type { ExamplesOf } from "./example-of.ts";
import { ada, addresses, ben, instants, names } from "./example-people.ts";
import type { SessionView, SignedIn } from "./login.ts";
import { ownSecondStepExamples } from "./own-second-step-examples.ts";
import { passwordExamples, rulesExample } from "./password-examples.ts";
import { pharmacyExamples } from "./pharmacy-examples.ts";
import { pinExamples } from "./pin-examples.ts";
import { policyExamples } from "./policy-examples.ts";
import type { PracticeView } from "./practices.ts";
import { recoveryExamples } from "./recovery-examples.ts";
import { registrationExamples } from "./registration-examples.ts";
import type { routesByWorkflow } from "./routes.ts";
import { sessionExamples } from "./session-examples.ts";
import { secretLinkExamples, sftpAccountExamples } from "./sftp-account-examples.ts";
import { operatorExamples, sftpRequestExamples } from "./sftp-request-examples.ts";
import { choiceExamples, siteExamples, siteOfSession } from "./site-examples.ts";
import { userExamples } from "./user-examples.ts";

type Tables = typeof routesByWorkflow;
type Examples = { readonly [W in keyof Tables]: ExamplesOf<Tables[W]> };

const npi = "1234567893";
const practice: z.input<typeof PracticeView> = {
  practiceId: "prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  name: "Sunrise Family Practice",
  timeZone: "America/Chicago",
  npi,
  isSoleProprietor: false,
  furtherNpis: ["1245319599"],
  taxId: "12-3456789",
  addressLines: ["12 Shore Road", "Evanston, IL 60202"],
  contact: { name: "Ada Lindqvist", email: ada.email, phone: "+13125550147" },
  applications: ["administration", "ehr"],
  closures: [{ date: "2026-12-25", name: "Christmas Day" }],
  checklist: [
    { item: "applications", isDone: true },
    { item: "npi", isDone: true },
    { item: "second-step", isDone: true },
    { item: "department", isDone: true },
    { item: "colleague", isDone: false },
    { item: "second-administrator", isDone: false },
  ],
};
const session: z.input<typeof SessionView> = {
  ...names,
  userId: ada.userId,
  practiceId: practice.practiceId,
  practiceName: practice.name,
  timeZone: practice.timeZone,
  roles: ["security-administrator", "user-manager"],
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
  application: "administration",
  ...siteOfSession,
  secondStep: "totp",
  otherSteps: [],
  isOfEpcs: false,
  csrfToken: "Jx0mB3qk8vTn2uWzYc5eRg",
  idleMinutes: 15,
  expiresAt: instants.tonight,
  passwordRules: rulesExample,
};
const signedIn: z.input<typeof SignedIn> = { outcome: "signed-in", session };
const auditLine: z.input<typeof AuditLine> = {
  eventId: "evt_01KAK5B7C9D1E3F5G7H9J1K3M5",
  at: instants.now,
  action: "user.invited",
  outcome: "success",
  actorId: ada.userId,
  actorName: "Ada Lindqvist",
  subjectId: ben.userId,
  subjectName: "Ben Okafor",
  address: "203.0.113.7",
  application: "administration",
  roles: ["security-administrator", "user-manager"],
  siteId: siteOfSession.site.siteId,
  siteName: siteOfSession.site.name,
};

/** By workflow and operation. */
export const examples = {
  system: {
    getHealth: { reply: { status: "ok", checks: { store: "ok", identity: "ok", mail: "ok" } } },
    getOpenApi: { reply: { openapi: "3.1.1" } },
  },
  practices: {
    signUp: {
      body: {
        company: { name: practice.name, email: addresses.ada, timeZone: practice.timeZone, npi },
        applications: ["administration", "ehr"],
        login: names,
      },
      reply: { outcome: "confirm-address" },
    },
    getPractice: { reply: practice },
    ...policyExamples,
    ...siteExamples,
    ...departmentExamples,
    ...pharmacyExamples,
    ...breakGlassExamples,
    ...epcsExamples,
    updatePractice: { body: { name: practice.name, applications: ["administration", "ehr"] }, reply: practice },
  },
  registration: registrationExamples,
  login: {
    signIn: {
      body: { identifier: names.username, password: "Lantern-over-7-rivers", application: "administration" },
      reply: { outcome: "second-step", enrolled: ["totp"], open: [] },
    },
    answerSecondStep: { body: { method: "totp", code: "482913" }, reply: signedIn },
    chooseRoleAndSite: { body: { role: "auditor", siteId: siteOfSession.site.siteId }, reply: signedIn },
    getSignInHelp: { reply: { practiceName: practice.name, managers: ["Ada Lindqvist"] } },
    startTotp: {
      reply: {
        secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        otpauthUri: "otpauth://totp/Gatehouse:ada.lindqvist?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Gatehouse",
      },
    },
    confirmTotp: { body: { code: "482913" }, reply: signedIn },
    confirmEmailCodes: { body: { code: "48291370" }, reply: signedIn },
    ...codeExamples,
    confirmSmsCodes: { body: { code: "48291370" }, reply: signedIn },
    ...choiceExamples,
    setNewPassword: { body: { password: "Copper-dove-5-meadow" }, reply: signedIn },
    ...passwordExamples,
    ...ownSecondStepExamples,
    signOut: {},
    getSession: { reply: session },
  },
  users: userExamples,
  profile: {
    getProfile: { reply: ada },
    startEmailChange: { body: { email: "ada.lindqvist@sunrise.example" }, reply: { outcome: "look-in-mailbox" } },
    confirmEmailChange: {
      body: { token: "k1.prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0~usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0.1.q3Zc8bYt0XkR" },
      reply: { ...ada, email: "ada.lindqvist@sunrise.example" },
    },
    ...recoveryExamples,
    ...pinExamples,
    ...sessionExamples,
    updateProfile: { body: { firstName: "Ada", lastName: "Lindqvist" }, reply: ada },
  },
  billing: billingExamples,
  "sftp-requests": sftpRequestExamples,
  operators: operatorExamples,
  "sftp-accounts": sftpAccountExamples,
  "secret-links": secretLinkExamples,
  audit: {
    listAuditEvents: {
      query: { limit: "50", action: "user.invited", from: instants.invited },
      reply: { items: [auditLine] },
    },
    getAuditEvent: {
      reply: {
        ...auditLine,
        userAgent: "Mozilla/5.0",
        requestId: "0e6c1f0a-5b1d-4f0e-9b66-3a1f2a7d1c55",
        sessionId: "ses_01KAK5B7C9D1E3F5G7H9J1K3M5",
        changes: { roles: { after: ["member"] } },
      },
    },
  },
} satisfies Examples;
