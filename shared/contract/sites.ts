import * as z from "zod/mini";
import { Moved } from "./departments.ts";
import { instant, siteId, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";

const name = text(80);
const addressLines = z.array(text(80)).check(z.maxLength(4));

/** A site as the practice's people see it; archived ones too. `version` is what a change of it names in `If-Match`. */
export const SiteView = z.object({
  siteId: z.string(),
  name: z.string(),
  addressLines: z.array(z.string()),
  isArchived: z.boolean(),
  createdAt: instant,
  /** Users whose access names this site. */
  members: z.number(),
  version: z.number(),
});
export const NewSite = z.strictObject({ name, addressLines: z.optional(addressLines) });
export const SiteChange = z
  .strictObject({
    name: z.optional(name),
    addressLines: z.optional(addressLines),
    isArchived: z.optional(z.boolean()),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" }));

/** The practice's locations; part of the practices workflow. */
export const siteRoutes = {
  listSites: {
    method: "GET",
    path: "/sites",
    access: "practice:read",
    summary: "List the sites of the own practice, archived ones too",
    reply: z.object({ items: z.array(SiteView) }),
  },
  addSite: {
    method: "POST",
    path: "/sites",
    access: "practice:edit",
    summary: "Add a site to the own practice",
    body: NewSite,
    reply: SiteView,
    status: 201,
    audit: ["site.added"],
    refusals: ["site.name-taken", "site.too-many", "request.changed-meanwhile"],
    idempotent: true,
  },
  getSite: {
    method: "GET",
    path: "/sites/{siteId}",
    access: "practice:read",
    summary: "Read one site of the own practice",
    reply: SiteView,
    refusals: ["site.not-found"],
    versioned: true,
  },
  changeSite: {
    method: "PATCH",
    path: "/sites/{siteId}",
    access: "practice:edit",
    summary: "Rename a site, change its address, archive it or open it again",
    body: SiteChange,
    reply: SiteView,
    audit: ["site.changed", "site.archived", "site.reopened"],
    refusals: ["site.not-found", "site.name-taken", "site.in-use", "site.too-many", "epcs.still-designated"],
    versioned: true,
  },
  moveSiteMembers: {
    method: "POST",
    path: "/sites/{siteId}/move",
    access: "practice:edit",
    summary: "Move up to forty people of a site to another; repeat it until nobody is left",
    body: z.strictObject({ to: siteId }),
    reply: Moved,
    audit: ["site.members-moved", "user.access-changed"],
    refusals: ["site.not-found", "user.site-unknown", "request.changed-meanwhile"],
    idempotent: true,
  },
} as const satisfies RouteTable;
