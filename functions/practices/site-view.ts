import { timeOfId } from "../../shared/data/ids.ts";
import type { Site } from "../../shared/domain/site.ts";

/** A site as the practice's people see it. Its id says when it was added. */
export function siteViewOf({ siteId, name, addressLines = [], archivedAt, members, version }: Site) {
  const createdAt = (timeOfId("sit", siteId) ?? new Date(0)).toISOString();
  return {
    ...{ siteId, name, addressLines: [...addressLines], createdAt },
    ...{ isArchived: archivedAt !== undefined, members, version },
  };
}
