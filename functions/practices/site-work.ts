import { insert, remove, update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { nameAsCompared } from "../../shared/domain/reserved-name.ts";
import { mostSites, type Site } from "../../shared/domain/site.ts";
import type { Caller } from "../../shared/http/callers.ts";

/**
 * Keeps the names of open sites in the practice's row as its sites' rows say. Two changes at once cannot both succeed.
 * @throws Refusal `site.too-many`
 */
export function openNames({ practice, scope }: Caller, { siteId, name, archivedAt }: Site): Change[] {
  const { [siteId]: before, ...others } = practice.sites ?? {};
  const after = archivedAt === undefined ? name : undefined;
  if (before === after) return [];
  const sites = after === undefined ? others : { ...others, [siteId]: after };
  if (before === undefined && Object.keys(sites).length > mostSites) throw new Refusal("site.too-many");
  const { sitesVersion } = practice;
  return [
    update("practice", keys.practice(scope), {
      set: { sites, sitesVersion: (sitesVersion ?? 0) + 1 },
      ...(sitesVersion === undefined ? { absent: ["sitesVersion"] } : { expect: { sitesVersion } }),
      refusal: "request.changed-meanwhile",
    }),
  ];
}

/** Holds the name of a site, once in the practice, and gives the one before free. */
export function holdName({ scope }: Caller, site: Site, before?: Site): Change[] {
  const [held, wanted] = [before, site].map((each) => each && nameAsCompared(each.name));
  if (!wanted || held === wanted) return [];
  const row = { ...keys.siteName(scope, wanted), siteId: site.siteId };
  const free = held ? [remove("practice", keys.siteName(scope, held), { refusal: "request.changed-meanwhile" })] : [];
  return [...free, insert("practice", row, refusalAt("site.name-taken", "/name"))];
}
