import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { listSitesOf } from "../../shared/data/sites.ts";
import type { Operation } from "../../shared/http/call.ts";
import { siteViewOf } from "./site-view.ts";

/** All sites of the own practice by name, archived ones after the others. */
export const listSites: Operation<typeof practiceRoutes.listSites> = async ({ caller }) => {
  const items = (await listSitesOf(caller.scope)).map(siteViewOf);
  const byName = items.toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  return { items: byName.toSorted((one, other) => Number(one.isArchived) - Number(other.isArchived)) };
};
