import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { readSite } from "../../shared/data/sites.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { siteViewOf } from "./site-view.ts";

/** One site, with the version that a change of it names. */
export const getSite: Operation<typeof practiceRoutes.getSite> = async ({ caller, path, answer }) => {
  const site = await readSite(caller.scope, path.siteId);
  if (!site) throw new Refusal("site.not-found");
  answer.setVersion(site.version);
  return siteViewOf(site);
};
