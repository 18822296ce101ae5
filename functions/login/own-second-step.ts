import type { Origin } from "../../shared/audit/event.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change, Work } from "../../shared/data/commit.ts";
import { codeUsedUp, forgetTries } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { secondSteps } from "../../shared/domain/user-status.ts";
import type { Answering } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { cookieOf } from "../../shared/http/cookies.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { csrfTokenOf, keyedHash, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { subjectOf } from "./known-account.ts";

/** A call by which somebody changes his own second step. */
export interface ChangeCall {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly now: Date;
  readonly address: string;
  readonly answer: Answering;
  commit(work: Work, reply?: { outcome: "set-up"; csrfToken: string }): Promise<void>;
}

/** What the second step becomes, with the code that proved it and what else ends. */
export interface Changed {
  readonly method: "totp" | "email";
  readonly code: string | undefined;
  readonly changes: readonly Change[];
}

/** Written before Cognito changes; a sign-in after a crash goes on from it, and takes it away. */
export async function intendSecondStep(call: ChangeCall, method: Changed["method"]): Promise<void> {
  const { scope, user } = call.caller;
  await call.commit({
    changes: [
      update("practice", keys.user(scope, user.userId), {
        set: { secondStepIntent: method },
        expect: { status: "active", securityVersion: user.securityVersion },
        refusal: "session.required",
      }),
    ],
    deeds: [{ action: "second-step.change-started", outcome: "attempted", reason: method, ...subjectOf(call.caller) }],
  });
}

/**
 * Makes it so: every other session, half-done sign-in and mailed link is over with this write, this session goes on with a
 * new bearer, and the owner is told. Source: SECURITY B5; ASVS 7.2.4, 7.4.3.
 */
export async function secondStepChanged(call: ChangeCall, { method, code, changes }: Changed) {
  const { scope, user, session } = call.caller;
  const secret = newSecret();
  const at = call.now.toISOString();
  const securityVersion = user.securityVersion + 1;
  const version = user.version + 1;
  const reply = { outcome: "set-up" as const, csrfToken: csrfTokenOf(secret) };
  const used = code === undefined ? [] : [codeUsedUp(user.userId, await keyedHash("used-code", code), call.now)];
  await call.commit(
    {
      changes: [
        ...changes,
        ...used,
        update("practice", keys.user(scope, user.userId), {
          set: { secondStep: method, secondStepAt: at, securityVersion, version },
          remove: ["secondStepIntent"],
          expect: { status: "active", securityVersion: user.securityVersion, version: user.version },
          refusal: "session.required",
        }),
        update("session", keys.session(user.userId, session.sessionId), {
          set: {
            secretHash: secretHash(secret),
            secondStep: method,
            securityVersion,
            steppedUpAt: at,
            steppedUpWith: method,
            lastSeenAt: at,
          },
          remove: ["codeSentAt", "codeTries"],
          expect: { secretHash: session.secretHash },
          refusal: "session.required",
        }),
      ],
      deeds: [
        {
          action: "second-step.enrolled",
          subjectVersion: version,
          changes: { secondStep: { before: user.secondStep, after: method } },
          ...subjectOf(call.caller),
        },
      ],
      mails: [letterOf(call, method)],
    },
    reply,
  );
  await forgetTries({ id: user.userId, factor: "code" });
  const { practiceId, userId } = user;
  call.answer.setCookie(cookieOf("session", { practiceId, userId, rowId: session.sessionId, secret }));
  return reply;
}

function letterOf({ caller: { user, practice }, now, address }: ChangeCall, method: Changed["method"]): Mail {
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
