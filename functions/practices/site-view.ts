import type { Site } from "../../shared/domain/site.ts";

/** A site as the practice's people see it. */
export function siteViewOf({ siteId, name, addressLines = [], archivedAt, members, version }: Site) {
  return { siteId, name, addressLines: [...addressLines], isArchived: archivedAt !== undefined, members, version };
}
