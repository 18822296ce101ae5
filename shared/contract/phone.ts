import * as z from "zod/mini";
import { code, instant, nothing, phoneNumber } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { CodeSent } from "./second-step.ts";

/** The own number, masked; absent where none is confirmed. `mayTakeCodes`: whether sign-in codes may go to one. */
export const OwnPhone = z.object({
  phone: z.optional(z.string()),
  confirmedAt: z.optional(instant),
  mayTakeCodes: z.boolean(),
});

/** Routes of the own phone number, and the start of codes by text at a sign-in; part of the login workflow, by whose counters its codes are tried. */
export const phoneRoutes = {
  startSmsCodes: {
    method: "POST",
    path: "/second-steps/sms",
    access: "pending",
    summary: "Begin to use codes by text; one goes to this number now",
    body: z.strictObject({ phone: phoneNumber }),
    reply: CodeSent,
    audit: ["sign-in.code-sent"],
    refusals: [
      "second-step.expired",
      "second-step.already-enrolled",
      "second-step.unavailable",
      "second-step.cool-down",
      "second-step.texts-used-up",
    ],
  },
  getPhone: {
    method: "GET",
    path: "/profile/phone",
    access: "profile:own",
    summary: "Read the own phone number, masked, and whether codes may go to it",
    reply: OwnPhone,
  },
  startPhone: {
    method: "POST",
    path: "/profile/phone",
    access: "profile:own",
    summary: "Text a code to a new number of one's own; it counts once it is confirmed",
    body: z.strictObject({ phone: phoneNumber }),
    reply: CodeSent,
    audit: ["phone.change-started"],
    refusals: ["second-step.unavailable", "second-step.cool-down", "second-step.texts-used-up"],
    stepUp: true,
    idempotent: true,
  },
  confirmPhone: {
    method: "POST",
    path: "/profile/phone/confirm",
    access: "profile:own",
    summary: "Confirm the new number with the code that was texted to it",
    body: z.strictObject({ code }),
    reply: OwnPhone,
    audit: ["sign-in.attempted", "sign-in.refused", "phone.changed"],
    refusals: ["phone.nothing-to-confirm", "second-step.wrong-code", "second-step.refused", "second-step.unavailable"],
    stepUp: true,
    idempotent: true,
  },
  removePhone: {
    method: "DELETE",
    path: "/profile/phone",
    access: "profile:own",
    summary: "Remove the own phone number",
    reply: nothing,
    status: 204,
    audit: ["phone.removed"],
    refusals: ["phone.in-use", "phone.none"],
    stepUp: true,
  },
} as const satisfies RouteTable;
