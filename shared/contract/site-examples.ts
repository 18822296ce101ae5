import type * as z from "zod/mini";
import type { SiteView } from "./sites.ts";

const lakeside: z.input<typeof SiteView> = {
  siteId: "sit_01KAK5B7C9D1E3F5G7H9J1K3M5",
  name: "Lakeside office",
  addressLines: ["12 Shore Road", "Evanston, IL 60202"],
  isArchived: false,
  createdAt: "2026-11-20T15:04:05.000Z",
  members: 3,
  version: 2,
};

/** Examples of the routes of sites. */
export const siteExamples = {
  listSites: { reply: { items: [lakeside] } },
  addSite: { body: { name: lakeside.name, addressLines: lakeside.addressLines }, reply: { ...lakeside, members: 0 } },
  getSite: { reply: lakeside },
  changeSite: { body: { name: "Lakeshore office" }, reply: { ...lakeside, name: "Lakeshore office", version: 3 } },
  moveSiteMembers: { body: { to: "sit_01KAK5B7C9D1E3F5G7H9J1K3M6" }, reply: { moved: 3, left: 0 } },
};

const site = { siteId: lakeside.siteId, name: lakeside.name };
/** Where the session of the examples is, and where it may go on. */
export const siteOfSession = {
  site,
  choices: { roles: [], sites: [site, { siteId: "sit_01KAK5B7C9D1E3F5G7H9J1K3M6", name: "North" }] },
};

/** Example of a change of role and site. */
export const choiceExamples = {
  changeRoleAndSite: {
    body: { siteId: lakeside.siteId },
    reply: { outcome: "changed" as const, csrfToken: "Zk81mB3qk8vTn2uWzYc5eR" },
  },
};
