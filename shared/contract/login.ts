import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { codeChannels } from "../domain/code-channel.ts";
import { type Permission, permissions } from "../domain/permission.ts";
import { roleNames } from "../domain/role.ts";
import { anyCode, code, instant, nothing, secretText, siteId } from "./fields.ts";
import { NamedSite } from "./named-site.ts";
import { ownSecondStepRoutes, ProofAgain } from "./own-second-step.ts";
import { NewPasswordAsked, newPasswordRefusals, PasswordRules, passwordRoutes } from "./passwords.ts";
import { phoneRoutes } from "./phone.ts";
import type { RouteTable } from "./route.ts";
import { CodeSent, secondStepMethods, signInMethods } from "./second-step.ts";
import { ChoiceAsked, choiceRoutes, SessionChoices } from "./session-choice.ts";

/** The signed-in person, what he may do, and the token that every change must carry in `X-CSRF-Token`. */
export const SessionView = z.object({
  userId: z.string(),
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  practiceId: z.string(),
  practiceName: z.string(),
  timeZone: z.string(),
  roles: z.array(z.enum(roleNames)),
  permissions: z.array(z.enum(Object.keys(permissions) as [Permission, ...Permission[]])),
  application: z.enum(applicationNames),
  /** Where the person works; absent where the practice had no sites at sign-in. */
  site: z.optional(NamedSite),
  /** For who has more than one role or site to work in. */
  choices: z.optional(SessionChoices),
  /** What a step-up asks for beside the password; `none` where the person has no second step and needs none. */
  secondStep: z.enum([...secondStepMethods, "none"]),
  /** What it may ask for instead. */
  otherSteps: z.array(z.enum(secondStepMethods)),
  csrfToken: z.string(),
  idleMinutes: z.number(),
  expiresAt: instant,
  /** Emergency access, for who may use or oversee it: `until` while it runs in this session. */
  /** Designated for EPCS somewhere, or holder of a mark. */
  isOfEpcs: z.boolean(),
  breakGlass: z.optional(z.object({ isMarked: z.boolean(), isUnreviewed: z.boolean(), until: z.optional(instant) })),
  /** When access hours or the account end, where they do: the session is over then. */
  accessEndsAt: z.optional(instant),
  passwordRules: PasswordRules,
  /** Since or from when a new password is due; only when it is time to remind of it. */
  passwordDueAt: z.optional(instant),
});
/** `endedSession`: the oldest session, which had to end because five is the most. */
export const SignedIn = z.object({
  outcome: z.literal("signed-in"),
  session: SessionView,
  endedSession: z.optional(z.object({ browser: z.string(), system: z.string(), lastSeenAt: instant })),
});
/** Both proofs were right, and the person may not enter this application: these he may. There is no session. */
export const WrongApplication = z.object({
  outcome: z.literal("wrong-application"),
  applications: z.array(z.enum(applicationNames)),
});
/** What both proofs lead to. */
export const Entered = z.union([SignedIn, NewPasswordAsked, ChoiceAsked, WrongApplication]);
/** `enrolled` lists what to verify with, the first is asked for; when it is empty, `open` lists what may be set up now. */
export const SecondStepAsked = z.object({
  outcome: z.literal("second-step"),
  enrolled: z.array(z.enum(secondStepMethods)),
  open: z.array(z.enum(secondStepMethods)),
  sent: z.optional(CodeSent),
});

const codeRefusals = ["second-step.refused", "second-step.expired", "sign-in.outside-hours"] as const;
/** What opening a session may tell. */
const opening = ["sign-in.succeeded", "second-step.enrolled", "sign-in.new-browser", "session.ended"] as const;
const entering = [
  "sign-in.attempted",
  "sign-in.refused",
  "sign-in.second-step-accepted",
  "sign-in.new-password-asked",
  ...opening,
] as const;

export const loginRoutes = {
  signIn: {
    method: "POST",
    path: "/sign-in",
    access: "public",
    summary: "Sign in with username or e-mail address and password; a second step follows where due",
    body: z.strictObject({
      identifier: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)),
      password: secretText(256),
      application: z._default(z.enum(applicationNames), "administration"),
    }),
    reply: z.union([SecondStepAsked, Entered]),
    audit: [
      "sign-in.new-password-asked",
      "sign-in.second-step-accepted",
      ...opening,
      "sign-in.attempted",
      "sign-in.refused",
      "sign-in.password-accepted",
      "sign-in.code-sent",
      "sign-in.spraying",
      "user.locked",
    ],
    refusals: ["sign-in.refused", "request.too-many", "sign-in.outside-hours", "second-step.expired"],
  },
  answerSecondStep: {
    method: "POST",
    path: "/sign-in/second-step",
    access: "pending",
    summary: "Finish the sign-in with a code, or with a recovery code in its place",
    body: z.strictObject({ method: z.enum(signInMethods), code: anyCode }),
    reply: Entered,
    audit: [...entering, "recovery-code.used"],
    refusals: [...codeRefusals, "second-step.unavailable"],
  },
  chooseRoleAndSite: {
    method: "POST",
    path: "/sign-in/choice",
    access: "pending",
    summary: "Choose the role and the site to work in, where the sign-in asked for them",
    body: z.strictObject({ role: z.optional(z.enum(roleNames)), siteId: z.optional(siteId) }),
    reply: Entered,
    audit: ["sign-in.refused", ...opening],
    refusals: [
      "second-step.expired",
      "second-step.unavailable",
      "second-step.refused",
      "sign-in.outside-hours",
      "sign-in.role-not-held",
      "sign-in.site-not-held",
    ],
  },
  resendCode: {
    method: "POST",
    path: "/sign-in/second-step/resend",
    access: "pending",
    summary: "Send a new sign-in code, by the same way or another one has; the old one stops working",
    body: z.strictObject({ method: z.optional(z.enum(codeChannels)) }),
    reply: CodeSent,
    audit: ["sign-in.code-sent"],
    refusals: ["second-step.expired", "second-step.unavailable", "second-step.cool-down", "second-step.texts-used-up"],
  },
  getSignInHelp: {
    method: "GET",
    path: "/sign-in/help",
    access: "pending",
    summary: "Name the managers of the practice to who gave the right password",
    reply: z.object({ practiceName: z.string(), managers: z.array(z.string()) }),
  },
  startTotp: {
    method: "POST",
    path: "/second-steps/totp",
    access: "pending",
    summary: "Begin to set up an authenticator app; the key is shown once",
    reply: z.object({ secret: z.string(), otpauthUri: z.string() }),
    refusals: ["second-step.expired", "second-step.already-enrolled"],
    audit: ["second-step.started"],
    secretReply: true,
  },
  confirmTotp: {
    method: "POST",
    path: "/second-steps/totp/confirm",
    access: "pending",
    summary: "Prove the authenticator app with a code and sign in",
    body: z.strictObject({ code }),
    reply: Entered,
    audit: entering,
    refusals: [...codeRefusals, "second-step.already-enrolled", "second-step.wrong-code"],
  },
  startEmailCodes: {
    method: "POST",
    path: "/second-steps/email",
    access: "pending",
    summary: "Begin to use e-mail codes; one is mailed now",
    reply: CodeSent,
    audit: ["sign-in.code-sent"],
    refusals: [
      "second-step.expired",
      "second-step.already-enrolled",
      "second-step.unavailable",
      "second-step.cool-down",
    ],
  },
  confirmEmailCodes: {
    method: "POST",
    path: "/second-steps/email/confirm",
    access: "pending",
    summary: "Prove the address with the mailed code and sign in",
    body: z.strictObject({ code }),
    reply: Entered,
    audit: entering,
    refusals: [...codeRefusals, "second-step.already-enrolled", "second-step.unavailable", "second-step.wrong-code"],
  },
  confirmSmsCodes: {
    method: "POST",
    path: "/second-steps/sms/confirm",
    access: "pending",
    summary: "Prove the number with the texted code and sign in",
    body: z.strictObject({ code }),
    reply: Entered,
    audit: entering,
    refusals: [...codeRefusals, "second-step.already-enrolled", "second-step.unavailable", "second-step.wrong-code"],
  },
  stepUp: {
    method: "POST",
    path: "/step-up",
    access: "profile:own",
    summary: "Give password and second step again; the session gets a new cookie and token",
    body: ProofAgain,
    reply: z.object({ outcome: z.literal("stepped-up"), csrfToken: z.string(), steppedUpAt: instant }),
    audit: ["sign-in.attempted", "sign-in.refused", "user.locked", "session.stepped-up"],
    refusals: ["sign-in.refused", ...codeRefusals, "second-step.unavailable"],
  },
  sendStepUpCode: {
    method: "POST",
    path: "/step-up/code",
    access: "profile:own",
    summary: "Send a code for the step-up of this session; the one before stops working",
    body: z.strictObject({ method: z.optional(z.enum(codeChannels)) }),
    reply: CodeSent,
    audit: ["sign-in.code-sent"],
    refusals: ["second-step.unavailable", "second-step.cool-down", "second-step.texts-used-up"],
  },
  setNewPassword: {
    method: "POST",
    path: "/sign-in/new-password",
    access: "pending",
    summary: "Set the new password that the second step's answer asked for; the sign-in goes on",
    body: z.strictObject({ password: secretText(256) }),
    reply: Entered,
    audit: [...entering, "password.change-started", "password.renewed"],
    refusals: [...codeRefusals, "second-step.unavailable", ...newPasswordRefusals],
  },
  ...passwordRoutes,
  ...ownSecondStepRoutes,
  ...choiceRoutes,
  ...phoneRoutes,
  signOut: {
    method: "POST",
    path: "/sign-out",
    access: "profile:own",
    anyApplication: true,
    summary: "End this session",
    reply: nothing,
    status: 204,
    audit: ["sign-in.signed-out"],
  },
  getSession: {
    method: "GET",
    path: "/session",
    access: "profile:own",
    summary: "Read the current session",
    reply: SessionView,
  },
} as const satisfies RouteTable;
