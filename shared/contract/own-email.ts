import * as z from "zod/mini";
import { emailAddress, token } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { UserView } from "./user-view.ts";

/** The own e-mail address; part of the profile workflow. */
export const ownEmailRoutes = {
  startEmailChange: {
    method: "POST",
    path: "/profile/email",
    access: "profile:own",
    summary: "Ask for a link to a new e-mail address; the address before is told",
    body: z.strictObject({ email: emailAddress }),
    reply: z.object({ outcome: z.literal("look-in-mailbox") }),
    status: 202,
    audit: ["email.change-started"],
    refusals: ["email.same", "request.too-many", "request.changed-meanwhile"],
    idempotent: true,
    stepUp: true,
  },
  confirmEmailChange: {
    method: "POST",
    path: "/profile/email/confirm",
    access: "profile:own",
    summary: "Prove the new e-mail address with the mailed link",
    body: z.strictObject({ token }),
    reply: UserView,
    audit: ["email.changed"],
    refusals: ["email.link-invalid", "user.email-taken", "request.changed-meanwhile"],
    idempotent: true,
  },
} as const satisfies RouteTable;
