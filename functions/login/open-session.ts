import { insert, remove, update } from "../../shared/data/changes.ts";
import { forgetTries } from "../../shared/data/counters.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Session } from "../../shared/data/sessions.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { rolesChosen } from "../../shared/domain/role.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { cookieGone, cookieOf } from "../../shared/http/cookies.ts";
import { csrfTokenOf, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import type { PendingCall } from "./pending-call.ts";
import { enrolmentNews, type Proof, usedUp } from "./proof.ts";
import { sessionView } from "./session-view.ts";

/**
 * Ends the pending sign-in and opens a session, in one transaction that also uses the code up: of many right answers one
 * signs in. A new bearer each time, so that none can be planted. Source: ASVS 7.2.4, SECURITY A6.
 */
export async function openSession(call: PendingCall, proof: Proof) {
  const { scope, user, practice, pending } = call.pending;
  const secret = newSecret();
  const session = { ...sessionOf(call, proof, secretHash(secret)), roles: [...rolesChosen(user.roles, proof.role)] };
  const used = await usedUp(call, proof);
  const news = enrolmentNews(call, proof);
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  await call.commit({
    origin: { ...call.origin, application: session.application, roles: session.roles, sessionId: session.sessionId },
    changes: [
      remove("session", keys.pending(user.userId, pending.pendingId), {
        expect: { codeGeneration: pending.codeGeneration, stage: pending.stage },
        refusal: "second-step.refused",
      }),
      ...used.changes,
      insert("session", {
        ...keys.session(user.userId, session.sessionId),
        ...session,
        expiresAtSeconds: Math.floor(Date.parse(session.expiresAt) / 1000),
      }),
      update("practice", keys.user(scope, user.userId), {
        set: { lastSignInAt: call.now.toISOString(), secondStep: proof.method },
        remove: ["lockedUntil"],
        expect: { status: "active" },
        refusal: "second-step.expired",
      }),
    ],
    deeds: [
      { action: "sign-in.succeeded", reason: proof.by ?? proof.method, ...subject },
      ...used.deeds,
      ...news.deeds,
    ],
    mails: [...used.mails, ...news.mails],
  });
  await forgetTries({ id: user.userId, factor: "code" });
  const { practiceId, userId, sessionId } = session;
  call.answer.setCookie(cookieOf("session", { practiceId, userId, rowId: sessionId, secret }));
  call.answer.setCookie(cookieGone("pending"));
  const view = sessionView({ user, practice, session, csrfToken: csrfTokenOf(secret) }, call.now);
  return { outcome: "signed-in" as const, session: view };
}

function sessionOf(call: PendingCall, proof: Proof, hash: string): Session {
  const { scope, user, practice, pending } = call.pending;
  const at = call.now.toISOString();
  const hours = policyOf(practice.policy).absoluteHours;
  return {
    practiceId: scope.practiceId,
    userId: user.userId,
    sessionId: newId("ses", call.now),
    secretHash: hash,
    securityVersion: user.securityVersion,
    application: pending.application,
    secondStep: proof.method,
    createdAt: at,
    steppedUpAt: at,
    lastSeenAt: at,
    expiresAt: new Date(call.now.getTime() + hours * 3_600_000).toISOString(),
    address: call.address,
    userAgent: call.userAgent,
  };
}
