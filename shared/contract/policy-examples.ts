import type * as z from "zod/mini";
import type { PolicyEffects, PolicySettings, PolicyView } from "./policy.ts";

const policy: z.input<typeof PolicySettings> = {
  lockThreshold: 6,
  lockMinutes: [15, 30],
  idleMinutes: 15,
  absoluteHours: 12,
  invitationDays: 7,
  passwordMinLength: 12,
  passwordComposition: true,
  passwordAge: { mode: "remind", days: 90 },
  unusedAccounts: { mode: "disable", days: 90 },
  sftpRequesters: "security-administrators",
  emailCodes: true,
  smsCodes: false,
  secondStepFor: { types: ["provider", "staff", "patient"], applications: ["administration", "ehr"] },
  sftpDelivery: "link",
  addresses: [],
};
const view: z.input<typeof PolicyView> = { policy, yourAddress: "203.0.113.7", isSmsOffered: true };
const foreseen: z.input<typeof PolicyEffects> = {
  effects: [
    {
      setting: "idleMinutes",
      title: "A session ends when idle for",
      before: "15 minutes",
      after: "30 minutes",
      direction: "weaker",
      sentence: "Every open session that is not used for 30 minutes ends, from now on.",
    },
  ],
  needsReason: true,
  excludesYou: false,
};

/** What the routes of the security policy take and answer. */
export const policyExamples = {
  getPolicy: { reply: view },
  replacePolicy: { body: { policy }, reply: view },
  foreseePolicy: { body: { policy: { ...policy, idleMinutes: 30 } }, reply: foreseen },
};
