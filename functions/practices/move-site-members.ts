import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { someOfGroup } from "../../shared/data/directory-members.ts";
import { keys } from "../../shared/data/keys.ts";
import { readSite } from "../../shared/data/sites.ts";
import { movedAtOnce } from "../../shared/domain/department.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import type { Site } from "../../shared/domain/site.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";

/**
 * Moves some people whose access names a site to another: whole in one transaction, with an event for each of them and one
 * with their number. Whoever asks again goes on with who is left. Their sessions at the old site end with the next request.
 * Source: PRODUCT.md P2.
 */
export const moveSiteMembers: Operation<typeof practiceRoutes.moveSiteMembers> = async (call) => {
  const { caller, path, body } = call;
  const { scope } = caller;
  const from = await readSite(scope, path.siteId);
  if (!from) throw new Refusal("site.not-found");
  const to = await readSite(scope, body.to);
  if (!to || to.archivedAt !== undefined || to.siteId === from.siteId) throw refusalAt("user.site-unknown", "/to");
  const group = { scope, facet: "site", value: from.siteId } as const;
  const isAt = ({ siteIds = [] }: User) => siteIds.includes(from.siteId);
  const movers = await someOfGroup(group, isAt, movedAtOnce);
  const reply = { moved: movers.length, left: Math.max(0, from.members - movers.length) };
  if (movers.length > 0) await call.commit(moveOf(caller, movers, { from, to }), reply);
  return reply;
};

interface Way {
  readonly from: Site;
  readonly to: Site;
}

function moveOf({ scope }: Caller, movers: readonly User[], { from, to }: Way) {
  const sitesAfter = ({ siteIds = [] }: User) => [
    ...new Set(siteIds.map((id) => (id === from.siteId ? to.siteId : id))),
  ];
  const newcomers = movers.filter(({ siteIds = [] }) => !siteIds.includes(to.siteId));
  const count = (siteId: string, people: number) =>
    update("practice", keys.site(scope, siteId), {
      add: { members: people },
      ...(siteId === to.siteId ? { absent: ["archivedAt"] } : {}),
      refusal: "user.site-unknown",
    });
  return {
    changes: [
      ...movers.map((user) =>
        update("practice", keys.user(scope, user.userId), {
          set: { siteIds: sitesAfter(user), version: user.version + 1 },
          expect: { version: user.version },
          refusal: "request.changed-meanwhile",
        }),
      ),
      count(from.siteId, -movers.length),
      count(to.siteId, newcomers.length),
    ],
    deeds: [
      {
        action: "site.members-moved",
        subjectId: from.siteId,
        subjectName: from.name,
        changes: { site: { before: from.name, after: to.name }, people: { after: movers.length } },
      },
      ...movers.map((user) => ({
        action: "user.access-changed" as const,
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        subjectVersion: user.version + 1,
        changes: { siteIds: { before: user.siteIds, after: sitesAfter(user) } },
      })),
    ] as const,
  } as const;
}
