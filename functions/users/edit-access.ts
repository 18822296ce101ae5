import { differences } from "../../shared/audit/event.ts";
import type { userRoutes } from "../../shared/contract/users.ts";
import { countChange } from "../../shared/data/account-change.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { type Application, applicationsOf } from "../../shared/domain/application.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { accessLetter } from "./access-letter.ts";
import { accessViewOf } from "./access-view.ts";
import { marksLost } from "./marks-lost.ts";
import { otherUser } from "./other-user.ts";
import { memberChanges, sitesWanted } from "./site-members.ts";

/**
 * Sets expiry, hours, applications and sites of another user. It holds from his next request on: every request asks the row.
 * Source: PRODUCT.md U6, U7, U8; RULINGS 3.
 */
export const editAccess: Operation<typeof userRoutes.editAccess> = async (call) => {
  const { caller, body, path, expectedVersion } = call;
  const before = await otherUser(caller, path.userId);
  const applications = [...new Set(body.applications)];
  assertUsed(applications, before, caller);
  const siteIds = sitesWanted(body.siteIds, caller);
  assertSameReach(caller, before, { applications, siteIds });
  const { expiresAt: _expiry, accessHours: _hours, onCallUntil: _extension, siteIds: _sites, ...lasting } = before;
  const wanted = {
    ...(body.expiresAt ? { expiresAt: new Date(body.expiresAt).toISOString() } : {}),
    ...(body.accessHours ? { accessHours: body.accessHours } : {}),
    ...(body.accessHours && before.onCallUntil ? { onCallUntil: before.onCallUntil } : {}),
    applications,
    ...(siteIds.length > 0 ? { siteIds } : {}),
    accessSetBy: fullNameOf(caller.user),
  };
  const after: User = { ...lasting, ...wanted, version: expectedVersion + 1 };
  const limits = ["expiresAt", "accessHours", "onCallUntil", "siteIds"] as const;
  const changes = differences<Partial<User>>(
    { ...before, applications: applicationsOf(before), siteIds: before.siteIds ?? [] },
    { expiresAt: after.expiresAt, accessHours: after.accessHours, applications, siteIds },
  );
  const loss = await marksLost(call, before, after);
  const isTold = after.status === "active" && Object.keys(changes).length > 0;
  await call.commit({
    changes: [
      ...countChange(caller.scope, before, after),
      update("practice", keys.user(caller.scope, before.userId), {
        set: { ...wanted, ...loss.set, version: after.version },
        remove: limits.filter((name) => after[name] === undefined),
        expect: { version: expectedVersion },
        refusal: "request.changed-meanwhile",
      }),
      ...memberChanges(caller.scope, before, after),
    ],
    deeds: [
      {
        action: "user.access-changed",
        subjectId: after.userId,
        subjectName: fullNameOf(after),
        subjectVersion: after.version,
        reason: body.reason,
        changes,
      },
      ...loss.deeds,
    ],
    mails: [...(isTold ? [accessLetter(caller, after, call.now)] : []), ...loss.mails],
  });
  call.answer.setVersion(after.version);
  return accessViewOf(after, caller.practice);
};

/** The emergency role moves when somebody may be in, and neither what he may open nor where he works. */
function assertSameReach({ breakGlass }: Caller, before: User, wanted: Pick<User, "applications" | "siteIds">): void {
  const reachOf = (user: Pick<User, "applications" | "siteIds">) =>
    [...applicationsOf(user), ...(user.siteIds ?? [])].toSorted().join();
  if (breakGlass && reachOf(before) !== reachOf(wanted)) throw new Refusal("break-glass.no-applications");
}

/** Only what the practice uses may be granted; what was granted before may stay. */
export function assertUsed(
  wanted: readonly Application[],
  before: Pick<User, "applications">,
  { practice }: Pick<Caller, "practice">,
): void {
  const known: readonly Application[] = ["administration", ...practice.applications, ...applicationsOf(before)];
  if (wanted.some((name) => !known.includes(name))) throw refusalAt("user.application-unused", "/applications");
}
