import * as z from "zod/mini";
import { roleNames } from "../domain/role.ts";
import { siteId } from "./fields.ts";
import { NamedSite } from "./named-site.ts";
import type { RouteTable } from "./route.ts";

/**
 * Both proofs were right: `POST /sign-in/choice` with one of these roles and one of these sites opens the session. What there
 * is nothing to choose of is empty or absent.
 */
export const ChoiceAsked = z.object({
  outcome: z.literal("choose"),
  roles: z.array(z.enum(roleNames)),
  sites: z.optional(z.array(NamedSite)),
});
/** What an open session may be changed to; what there is nothing to choose of is empty. */
export const SessionChoices = z.object({ roles: z.array(z.enum(roleNames)), sites: z.array(NamedSite) });

const choice = { role: z.optional(z.enum(roleNames)), siteId: z.optional(siteId) };

/** The choice of role and site, at sign-in and later; part of the login workflow. */
export const choiceRoutes = {
  changeRoleAndSite: {
    method: "POST",
    path: "/session/choice",
    access: "profile:own",
    summary: "Change the role or the site of this session; it gets a new cookie and token",
    body: z
      .strictObject(choice)
      .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" })),
    reply: z.object({ outcome: z.literal("changed"), csrfToken: z.string() }),
    audit: ["session.changed"],
    refusals: ["sign-in.role-not-held", "sign-in.site-not-held"],
  },
} as const satisfies RouteTable;
