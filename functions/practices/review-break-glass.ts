import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { readGrant } from "../../shared/data/break-glass.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { isGrantOver } from "../../shared/domain/break-glass.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { grantViewOf } from "./grant-view.ts";

/** Confirms that another person's use of the emergency role was looked at. From then on the glass is whole again. */
export const reviewBreakGlass: Operation<typeof practiceRoutes.reviewBreakGlass> = async (call) => {
  const { scope, user } = call.caller;
  const grant = await readGrant(scope, call.path.grantId);
  if (!grant) throw new Refusal("break-glass.not-found");
  if (grant.userId === user.userId) throw new Refusal("break-glass.own-use");
  if (!isGrantOver(grant, call.now)) throw new Refusal("break-glass.running");
  const review = { reviewedAt: call.now.toISOString(), reviewedBy: fullNameOf(user), note: call.body.note };
  const reply = grantViewOf({ ...grant, ...review });
  await call.commit(
    {
      changes: [
        update("practice", keys.practice(scope), {
          remove: ["openBreakGlass"],
          expect: { openBreakGlass: grant.grantId },
          refusal: "break-glass.reviewed",
        }),
        update("practice", keys.breakGlassGrant(scope, grant.grantId), {
          set: review,
          absent: ["reviewedAt"],
          refusal: "break-glass.reviewed",
        }),
      ],
      deeds: [
        {
          action: "break-glass.reviewed",
          subjectId: grant.userId,
          subjectName: grant.userName,
          reason: review.note,
          changes: { grant: { after: grant.grantId } },
        },
      ],
    },
    reply,
  );
  return reply;
};
