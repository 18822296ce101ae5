import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { insert, update } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { type BreakGlassGrant, breakGlassEnd, mayBreakGlass } from "../../shared/domain/break-glass.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { breakGlassLetters } from "./break-glass-letters.ts";

type BreakCall = Parameters<typeof breakGlass>[0];

/**
 * Gives the emergency role to the session for 60 minutes, and tells every security administrator. The practice has one: while
 * a use of it is not reviewed there is no other, of many at once one succeeds. Source: PRODUCT.md A12; SECURITY attack 64.
 */
export const breakGlass: Operation<typeof practiceRoutes.breakGlass> = async (call) => {
  const { scope, user, practice, session } = call.caller;
  const isProven = session.secondStep !== "none";
  if (!isProven || !mayBreakGlass(practice, user.userId)) throw new Refusal("break-glass.not-marked");
  if (practice.openBreakGlass !== undefined) throw new Refusal("break-glass.used");
  const { now: mails, afterwards } = await breakGlassLetters(call, breakGlassEnd(call.now));
  const grant = grantOf(
    call,
    afterwards.map(({ later }) => later.mailId),
  );
  const { grantId, until } = grant;
  const reply = { grantId, until };
  await call.commit(
    {
      origin: { ...call.origin, breakGlass: grantId },
      changes: [
        update("practice", keys.practice(scope), {
          set: { openBreakGlass: grantId },
          absent: ["openBreakGlass"],
          refusal: "break-glass.used",
        }),
        update("session", keys.session(user.userId, session.sessionId), {
          set: { breakGlass: reply },
          expect: { securityVersion: session.securityVersion },
          refusal: "session.required",
        }),
        insert("practice", { ...keys.breakGlassGrant(scope, grantId), ...grant }),
      ],
      deeds: [
        {
          action: "break-glass.used",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          reason: grant.reason,
          changes: { until: { after: until } },
        },
      ],
      mails: [...mails, ...afterwards],
    },
    reply,
  );
  return reply;
};

function grantOf({ caller, body, now, address }: BreakCall, reviewLetters: readonly string[]): BreakGlassGrant {
  return {
    practiceId: caller.scope.practiceId,
    grantId: newId("bgg", now),
    userId: caller.user.userId,
    userName: fullNameOf(caller.user),
    sessionId: caller.session.sessionId,
    address,
    reason: body.reason,
    grantedAt: now.toISOString(),
    until: breakGlassEnd(now).toISOString(),
    reviewLetters,
  };
}
