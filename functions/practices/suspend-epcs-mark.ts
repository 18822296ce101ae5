import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { epcsMarks, isDesignated, markAt, nameOfPlace, withMark } from "../../shared/domain/epcs.ts";
import { suspendedMark } from "../../shared/domain/epcs-eligibility.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { epcsNews } from "./epcs-work.ts";
import { epcsViewOf } from "./get-epcs.ts";

type SuspendCall = Parameters<typeof suspendEpcsMark>[0];

const tries = 5;

/**
 * Suspends a mark with this very write: any designated person of the place, whoever oversees EPCS, or its holder. What others
 * change of the person at the same moment does not stop it. Source: 21 CFR 1311.125(d); SECURITY attack 77.
 */
export const suspendEpcsMark: Operation<typeof practiceRoutes.suspendEpcsMark> = async (call) => {
  const { user, permissions } = call.caller;
  const isAllowed =
    isDesignated(user, call.body.place) || permissions.has("epcs:oversee") || user.userId === call.path.userId;
  if (!isAllowed) throw new Refusal("epcs.not-yours");
  for (let attempt = 1; ; attempt++) {
    try {
      return await suspendOnce(call);
    } catch (error) {
      const isCrossed = error instanceof Refusal && error.code === "request.changed-meanwhile";
      if (!isCrossed) throw error;
      if (attempt === tries) throw new Refusal("request.busy", { retryAfterSeconds: 1 });
    }
  }
};

async function suspendOnce(call: SuspendCall) {
  const { scope, user: actor } = call.caller;
  const { place, reason } = call.body;
  const user = await readUser(scope, call.path.userId);
  if (!user) throw new Refusal("user.not-found");
  const held = markAt(user, place);
  if (!held) throw new Refusal("epcs.mark-not-held");
  if (held.suspendedAt) throw new Refusal("epcs.mark-suspended");
  const by = fullNameOf(actor);
  const suspended = suspendedMark(held, { because: "person", by }, call.now);
  const what = `${by} suspended the mark ${epcsMarks[held.mark]} of ${fullNameOf(user)}`;
  await call.commit({
    changes: [
      update("practice", keys.user(scope, user.userId), {
        set: { epcs: withMark(user, place, suspended), version: user.version + 1 },
        expect: { version: user.version },
        refusal: "request.changed-meanwhile",
      }),
    ],
    deeds: [
      {
        action: "epcs.suspended",
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        subjectVersion: user.version + 1,
        reason,
        changes: { mark: { before: held.mark }, place: { before: nameOfPlace(call.caller.practice, place) ?? place } },
      },
    ],
    mails: await epcsNews(call, { place, subject: user, what, reason }),
  });
  return epcsViewOf(call);
}
