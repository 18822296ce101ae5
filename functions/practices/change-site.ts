import { differences } from "../../shared/audit/event.ts";
import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { unchanged, update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { readPlace } from "../../shared/data/epcs.ts";
import { keys } from "../../shared/data/keys.ts";
import { readSite } from "../../shared/data/sites.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Site } from "../../shared/domain/site.ts";
import type { Operation } from "../../shared/http/call.ts";
import { siteViewOf } from "./site-view.ts";
import { holdName, openNames } from "./site-work.ts";

type ChangeSiteCall = Parameters<typeof changeSite>[0];

/**
 * Renames a site, archives it or opens it again. Nobody's access may name a site that is archived; sessions of others at it
 * end with their next request. Source: PRODUCT.md P2.
 */
export const changeSite: Operation<typeof practiceRoutes.changeSite> = async (call) => {
  const { caller, path, expectedVersion } = call;
  const before = await readSite(caller.scope, path.siteId);
  if (!before) throw new Refusal("site.not-found");
  const after = changed(before, call);
  if (after.archivedAt !== undefined && before.members > 0) throw new Refusal("site.in-use");
  const archiving = after.archivedAt !== undefined && before.archivedAt === undefined ? await withoutEpcs(call) : [];
  const reply = siteViewOf(after);
  await call.commit(
    {
      changes: [
        rowChange(caller.scope, { before, after, expectedVersion }),
        ...holdName(caller, after, before),
        ...openNames(caller, after),
        ...archiving,
      ],
      deeds: [
        {
          action: actionOf(before, after),
          subjectId: after.siteId,
          subjectName: after.name,
          subjectVersion: after.version,
          changes: differences(
            { ...before, addressLines: before.addressLines ?? [] },
            { name: after.name, addressLines: after.addressLines ?? [], archivedAt: after.archivedAt },
          ),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};

function changed(before: Site, { body, expectedVersion, now }: ChangeSiteCall): Site {
  const { isArchived = before.archivedAt !== undefined, ...own } = body;
  const { archivedAt = now.toISOString(), ...lasting } = before;
  return { ...lasting, ...own, ...(isArchived ? { archivedAt } : {}), version: expectedVersion + 1 };
}

/** A site at which people decide about EPCS stays open, also when somebody is designated at this very moment. */
async function withoutEpcs({ caller: { scope }, path: { siteId } }: ChangeSiteCall): Promise<Change[]> {
  const { designated, version } = await readPlace(scope, siteId);
  if (designated.length > 0) throw new Refusal("epcs.still-designated");
  const expected = { version: version === 0 ? undefined : version };
  return [unchanged("practice", keys.epcsPlace(scope, siteId), { expected, refusal: "epcs.still-designated" })];
}

interface Step {
  readonly before: Site;
  readonly after: Site;
  readonly expectedVersion: number;
}

/** Holds the version, and that nobody came to be a member of a site that is archived. */
function rowChange(scope: PracticeScope, { before, after, expectedVersion }: Step): Change {
  const { name, addressLines, archivedAt, version, siteId } = after;
  const isArchived = archivedAt !== undefined;
  return update("practice", keys.site(scope, siteId), {
    set: { name, version, ...(addressLines ? { addressLines } : {}), ...(isArchived ? { archivedAt } : {}) },
    ...(isArchived || before.archivedAt === undefined ? {} : { remove: ["archivedAt"] }),
    expect: { version: expectedVersion, ...(isArchived ? { members: 0 } : {}) },
    refusal: "request.changed-meanwhile",
  });
}

function actionOf(before: Site, after: Site) {
  const [was, is] = [before, after].map(({ archivedAt }) => archivedAt !== undefined);
  if (was === is) return "site.changed";
  return is ? "site.archived" : "site.reopened";
}
