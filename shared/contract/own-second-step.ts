import * as z from "zod/mini";
import { type SecondStep, secondSteps } from "../domain/user-status.ts";
import { code, instant, secretText } from "./fields.ts";
import type { RouteTable } from "./route.ts";

const method = z.enum(Object.keys(secondSteps) as [SecondStep, ...SecondStep[]]);

/** Password and second step once more. The code is left out by who has no second step (`none`), and by nobody else. */
export const ProofAgain = z.strictObject({ password: secretText(256), method, code: z.optional(code) }).check(
  z.refine(({ method: by, code: given }) => (by === "none") === (given === undefined), {
    message: "must come with the method it is made by",
    path: ["code"],
  }),
);

/** The own second step; `mayTakeEmailCodes`: whether practice and role let it be codes by mail. */
export const OwnSecondStep = z.object({
  method,
  setUpAt: z.optional(instant),
  /** Whether somewhere the password alone would not let the person in. */
  isNeeded: z.boolean(),
  mayTakeEmailCodes: z.boolean(),
});
/** The key of a new authenticator app, shown once. */
export const NewTotp = z.object({ secret: z.string(), otpauthUri: z.string() });
/** It is set up, and the session goes on with a new cookie and token. */
export const SecondStepChanged = z.object({ outcome: z.literal("set-up"), csrfToken: z.string() });

const proving = ["sign-in.attempted", "sign-in.refused", "user.locked"] as const;
const proofRefusals = [
  "sign-in.refused",
  "second-step.refused",
  "second-step.expired",
  "second-step.unavailable",
] as const;

/** Routes by which a signed-in person changes his second step; part of the login workflow, by whose counters he is tried. */
export const ownSecondStepRoutes = {
  getSecondStep: {
    method: "GET",
    path: "/profile/second-step",
    access: "profile:own",
    summary: "Read the own second step and what it may become",
    reply: OwnSecondStep,
  },
  startNewApp: {
    method: "POST",
    path: "/profile/second-step/totp",
    access: "profile:own",
    summary: "Begin to set up a new authenticator app with password and second step",
    body: ProofAgain,
    reply: NewTotp,
    audit: [...proving, "second-step.started"],
    refusals: proofRefusals,
    secretReply: true,
  },
  confirmNewApp: {
    method: "POST",
    path: "/profile/second-step/totp/confirm",
    access: "profile:own",
    summary: "Prove the new authenticator app; it takes the place of what was, and other sessions end",
    body: z.strictObject({ code }),
    reply: SecondStepChanged,
    audit: [...proving, "second-step.change-started", "second-step.enrolled"],
    refusals: ["second-step.not-begun", "second-step.wrong-code"],
    idempotent: true,
    secretReply: true,
  },
  takeEmailCodes: {
    method: "POST",
    path: "/profile/second-step/email",
    access: "profile:own",
    summary: "Use codes by mail as the second step, with password and present second step",
    body: ProofAgain,
    reply: SecondStepChanged,
    audit: [...proving, "second-step.change-started", "second-step.enrolled"],
    refusals: proofRefusals,
    idempotent: true,
    secretReply: true,
  },
} as const satisfies RouteTable;
