import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { readGrant } from "../../shared/data/break-glass.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Ends the emergency role of this session before its time; the letters that ask for the review leave with the next sweep. */
export const endBreakGlass: Operation<typeof practiceRoutes.endBreakGlass> = async (call) => {
  const { scope, user, session, breakGlass: held } = call.caller;
  const grant = held && (await readGrant(scope, held.grantId));
  if (!grant) throw new Refusal("break-glass.not-running");
  const endedAt = call.now.toISOString();
  await call.commit(
    {
      changes: [
        update("session", keys.session(user.userId, session.sessionId), {
          remove: ["breakGlass"],
          expect: { breakGlass: held },
          refusal: "break-glass.not-running",
        }),
        update("practice", keys.breakGlassGrant(scope, grant.grantId), {
          set: { endedAt },
          absent: ["endedAt"],
          refusal: "break-glass.not-running",
        }),
        ...grant.reviewLetters.map((mailId) =>
          update("practice", keys.mail(scope, mailId), {
            set: { dueAt: endedAt },
            remove: ["later"],
            expect: { state: "queued" },
            refusal: "break-glass.not-running",
          }),
        ),
      ],
      deeds: [
        { action: "break-glass.ended", subjectId: user.userId, subjectName: fullNameOf(user), reason: grant.reason },
      ],
    },
    { endedAt },
  );
  return { endedAt };
};
