import { setTimeout as pause } from "node:timers/promises";
import type { Deed } from "../../shared/audit/event.ts";
import { remove } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import { listSessions, type Session } from "../../shared/data/sessions.ts";
import { readUser } from "../../shared/data/users.ts";
import { deviceOf } from "../../shared/domain/device.ts";
import { barrierTo } from "../../shared/domain/entry.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { isSessionAlive, sessionsAtMost } from "../../shared/domain/session-life.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { PendingCall } from "./pending-call.ts";

/** The sessions that have to end so that one more is not too many, oldest first. */
export interface Room {
  readonly displaced: readonly Session[];
  readonly changes: readonly Change[];
  readonly deeds: readonly Deed[];
}

const turns = 6;

/**
 * Opens a session while at most four others are open. Sign-ins of one person at the same moment take turns: `open` has to
 * refuse with `request.busy` when the user's row is not as it was given, and is then asked again with the newer one.
 */
export async function withRoom<T>(call: PendingCall, open: (user: User, room: Room) => Promise<T>): Promise<T> {
  let { user } = call.pending;
  for (let turn = 1; ; turn++) {
    try {
      return await open(user, await roomFor(call, user));
    } catch (error) {
      const isBusy = error instanceof Refusal && error.code === "request.busy";
      if (!isBusy || turn >= turns) throw error;
    }
    await pause(Math.random() * 40 * turn);
    user = await sameUser(call);
  }
}

async function roomFor({ pending: { practice }, now }: PendingCall, user: User): Promise<Room> {
  const { idleMinutes } = policyOf(practice.policy);
  const rule = { securityVersion: user.securityVersion, idleMinutes, now };
  const open = (await listSessions(user.userId)).filter((session) => isSessionAlive(session, rule));
  const displaced = open.slice(0, Math.max(0, open.length - sessionsAtMost + 1));
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  return {
    displaced,
    changes: displaced.map(({ sessionId, secretHash }) =>
      remove("session", keys.session(user.userId, sessionId), { expect: { secretHash }, refusal: "request.busy" }),
    ),
    deeds: displaced.map((session) => {
      const { browser, system } = deviceOf(session.userAgent);
      const ended = { session: { before: session.sessionId }, device: { before: `${browser} on ${system}` } };
      return { action: "session.ended", reason: "five-at-most", changes: ended, ...subject };
    }),
  };
}

/** The user as he is now, when he may still sign in. */
async function sameUser({ pending: { scope, user: before, practice }, address, now }: PendingCall): Promise<User> {
  const user = await readUser(scope, before.userId);
  const isSame = user?.securityVersion === before.securityVersion;
  if (!user || !isSame || barrierTo({ user, practice, address }, now)) throw new Refusal("second-step.expired");
  return user;
}
