import { insert, remove, update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { codeUsedUp, forgetTries } from "../../shared/data/counters.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import type { Session } from "../../shared/data/sessions.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { type Role, rolesChosen } from "../../shared/domain/role.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { secondSteps } from "../../shared/domain/user-status.ts";
import { cookieGone, cookieOf } from "../../shared/http/cookies.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { csrfTokenOf, keyedHash, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import type { PendingCall } from "./pending-call.ts";
import { sessionView } from "./session-view.ts";

/** With what the second step was proved, and whether it was just set up. */
export interface Proof {
  readonly method: "totp" | "email";
  /** Absent where it was used up already, before the choice of a role. */
  readonly code?: string;
  readonly isNew: boolean;
  /** The role chosen, where there was a choice. */
  readonly role?: Role;
}

/**
 * Ends the pending sign-in and opens a session, in one transaction that also uses the code up: of many right answers one
 * signs in. A new bearer each time, so that none can be planted. Source: ASVS 7.2.4, SECURITY A6.
 */
export async function openSession(call: PendingCall, proof: Proof) {
  const { scope, user, practice, pending } = call.pending;
  const secret = newSecret();
  const session = { ...sessionOf(call, proof, secretHash(secret)), roles: [...rolesChosen(user.roles, proof.role)] };
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  await call.commit({
    origin: { ...call.origin, application: session.application, roles: session.roles, sessionId: session.sessionId },
    changes: [
      remove("session", keys.pending(user.userId, pending.pendingId), {
        expect: { codeGeneration: pending.codeGeneration, stage: pending.stage },
        refusal: "second-step.refused",
      }),
      ...(await usedUp(call, proof)),
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
      { action: "sign-in.succeeded", reason: proof.method, ...subject },
      ...(proof.isNew
        ? [
            {
              action: "second-step.enrolled" as const,
              changes: { secondStep: { before: user.secondStep, after: proof.method } },
              ...subject,
            },
          ]
        : []),
    ],
    mails: proof.isNew ? [setUpLetter(call, proof)] : [],
  });
  await forgetTries({ id: user.userId, factor: "code" });
  const { practiceId, userId, sessionId } = session;
  call.answer.setCookie(cookieOf("session", { practiceId, userId, rowId: sessionId, secret }));
  call.answer.setCookie(cookieGone("pending"));
  const view = sessionView({ user, practice, session, csrfToken: csrfTokenOf(secret) }, call.now);
  return { outcome: "signed-in" as const, session: view };
}

/** The change that lets a code be used once. */
export async function usedUp({ pending: { user }, now }: PendingCall, { code }: Proof): Promise<Change[]> {
  return code === undefined ? [] : [codeUsedUp(user.userId, await keyedHash("used-code", code), now)];
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

function setUpLetter({ pending: { user, practice }, now, address }: PendingCall, { method }: Proof): Mail {
  return {
    letter: "second-step-set-up",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      method: secondSteps[method],
      at: inZone(now, practice.timeZone),
      address,
    },
    secret: { kind: "page-link", page: "signin" },
  };
}
