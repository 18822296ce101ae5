import type { profileRoutes } from "../../shared/contract/profile.ts";
import type { Session } from "../../shared/data/sessions.ts";
import { deviceOf } from "../../shared/domain/device.ts";
import type { Operation } from "../../shared/http/call.ts";
import { openSessionsOf } from "./open-sessions.ts";

/** Where the person is signed in now, newest first. */
export const listSessions: Operation<typeof profileRoutes.listSessions> = async ({ caller, now }) => {
  const open = await openSessionsOf(caller, now);
  return { items: open.toReversed().map((session) => viewOf(session, caller.session.sessionId)) };
};

function viewOf(session: Session, current: string) {
  const { sessionId, address, createdAt, lastSeenAt, expiresAt, isNewBrowser = false } = session;
  return {
    sessionId,
    ...deviceOf(session.userAgent),
    address,
    startedAt: createdAt,
    lastSeenAt,
    expiresAt,
    isCurrent: sessionId === current,
    isNewBrowser,
  };
}
