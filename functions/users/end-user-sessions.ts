import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { openSessions } from "./open-sessions.ts";

type EndCall = Parameters<typeof endUserSessions>[0];

/** Ends all sessions of a user with one write, from his next request on, and a sign-in that is half done with them. */
export const endUserSessions: Operation<typeof userRoutes.endUserSessions> = async (call) => {
  const { caller, path } = call;
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.status !== "active") throw new Refusal("user.wrong-status");
  const reply = { ended: await openSessions(call, user) };
  await call.commit(
    {
      changes: [
        update("practice", keys.user(caller.scope, user.userId), {
          set: { securityVersion: user.securityVersion + 1 },
          expect: { securityVersion: user.securityVersion },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "user.sessions-ended",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          changes: { sessions: { before: reply.ended, after: 0 } },
        },
      ],
      mails: [letter(call, user)],
    },
    reply,
  );
  return reply;
};

function letter({ caller, now }: EndCall, user: User): Mail {
  return {
    letter: "sessions-ended",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: caller.practice.name,
      firstName: user.firstName,
      managerName: fullNameOf(caller.user),
      at: inZone(now, caller.practice.timeZone),
    },
    secret: { kind: "page-link", page: "signin" },
  };
}
