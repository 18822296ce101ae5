import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Site } from "../../shared/domain/site.ts";
import type { Operation } from "../../shared/http/call.ts";
import { siteViewOf } from "./site-view.ts";
import { holdName, openNames } from "./site-work.ts";

/** Adds a site under a name that no other site of the practice has. Source: PRODUCT.md P2. */
export const addSite: Operation<typeof practiceRoutes.addSite> = async (call) => {
  const { caller, body, now } = call;
  const { practiceId } = caller.practice;
  const site: Site = { practiceId, siteId: newId("sit", now), ...body, members: 0, version: 1 };
  const { siteId, name, addressLines } = site;
  const reply = siteViewOf(site);
  await call.commit(
    {
      changes: [
        ...holdName(caller, site),
        insert("practice", { ...keys.site(caller.scope, siteId), ...site }),
        ...openNames(caller, site),
      ],
      deeds: [
        {
          action: "site.added",
          subjectId: siteId,
          subjectName: name,
          subjectVersion: site.version,
          changes: { name: { after: name }, ...(addressLines ? { addressLines: { after: addressLines } } : {}) },
        },
      ],
    },
    reply,
  );
  return reply;
};
