import { update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { openSites } from "../../shared/domain/site.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";

/**
 * The sites wanted for a user, each once and each an open one of his practice.
 * @throws Refusal `user.site-unknown`, for another practice's site as for one that nobody has
 */
export function sitesWanted(wanted: readonly string[] | undefined, { practice }: Caller): string[] {
  const open = openSites(practice).map(({ siteId }) => siteId);
  if (wanted?.some((siteId) => !open.includes(siteId))) throw refusalAt("user.site-unknown", "/siteIds");
  return [...new Set(wanted)];
}

/** Counts a user in at the sites that are new to him and out at those he loses: a site with members is never archived. */
export function memberChanges(scope: PracticeScope, before: User, after: User): Change[] {
  const [old, wanted] = [before.siteIds ?? [], after.siteIds ?? []];
  const count = (siteId: string, by: 1 | -1) =>
    update("practice", keys.site(scope, siteId), {
      add: { members: by },
      ...(by > 0 ? { absent: ["archivedAt"] } : {}),
      refusal: "user.site-unknown",
    });
  return [
    ...wanted.filter((siteId) => !old.includes(siteId)).map((siteId) => count(siteId, 1)),
    ...old.filter((siteId) => !wanted.includes(siteId)).map((siteId) => count(siteId, -1)),
  ];
}
