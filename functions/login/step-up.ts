import type { loginRoutes } from "../../shared/contract/login.ts";
import { update } from "../../shared/data/changes.ts";
import { codeUsedUp, forgetTries } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cookieOf } from "../../shared/http/cookies.ts";
import { verifyPassword, verifyTotp } from "../../shared/identity/sign-in.ts";
import { csrfTokenOf, keyedHash, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { ticketFor } from "../../shared/secrets/ticket.ts";
import { type CodeTrial, type CodeVerdict, compareMailedCode, judgeCode, reserveCode } from "./code-attempt.ts";
import { beginAttemptOf, type PasswordAttempt } from "./password-attempt.ts";
import { isRight, type Right, refuse } from "./sign-in.ts";
import { stepUpChallenge } from "./step-up-challenge.ts";

type StepUpCall = Parameters<typeof stepUp>[0];

/**
 * Password and second step once more, by the counters of the sign-in: both tries are reserved before either is looked at.
 * Who has no second step gives the password alone. The session then gets a new bearer. Source: RULINGS 8, ASVS 7.2.4.
 */
export const stepUp: Operation<typeof loginRoutes.stepUp> = async (call) => {
  const { user } = call.caller;
  if (call.body.method !== user.secondStep) throw new Refusal("second-step.unavailable");
  const attempt = await beginAttemptOf(call.caller, call.origin);
  const trial = call.body.method === "none" ? undefined : trialOf(call);
  if (trial) await reserveCode(trial, "second-step.refused");
  const verdict = await passwordVerdict(call, attempt);
  if (!isRight(verdict)) return refuse(attempt, verdict);
  await forgetTries(attempt.account);
  if (trial) await judgeCode(trial, await codeVerdict(call, verdict), "second-step.refused");
  return renewSession(call);
};

/** Cognito makes a challenge of its own for each authenticator code; a mailed code's tries are counted on the session. */
function trialOf(call: StepUpCall): CodeTrial {
  const { user, session } = call.caller;
  const isMailed = call.body.method === "email";
  const challenge = isMailed ? keys.session(user.userId, session.sessionId) : undefined;
  return { user, challenge, now: call.now, commit: (work) => call.commit(work) };
}

async function passwordVerdict({ body, address, now }: StepUpCall, { userName }: PasswordAttempt) {
  const ticket = await ticketFor(userName, now);
  return verifyPassword({ userName, password: body.password, ticket, address });
}

async function codeVerdict({ caller, body, now }: StepUpCall, verdict: Right): Promise<CodeVerdict> {
  if (body.method === "email") return compareMailedCode(stepUpChallenge(caller.session), body.code ?? "", now);
  if (verdict.verdict !== "right-needs-totp" && caller.user.secondStepResetAt)
    throw new Refusal("second-step.unavailable");
  if (verdict.verdict !== "right-needs-totp")
    throw new Error("Cognito does not ask for the authenticator that this user enrolled");
  return verifyTotp(caller.user.userId, verdict.session, body.code ?? "");
}

/** The new bearer, the moment, and the end of the code, in one transaction: of many right answers one steps up. */
async function renewSession(call: StepUpCall) {
  const { user, session, scope } = call.caller;
  const secret = newSecret();
  const steppedUpAt = call.now.toISOString();
  const { method, code } = call.body;
  await call.commit({
    changes: [
      ...(code === undefined ? [] : [codeUsedUp(user.userId, await keyedHash("used-code", code), call.now)]),
      update("session", keys.session(user.userId, session.sessionId), {
        set: { secretHash: secretHash(secret), steppedUpAt, lastSeenAt: steppedUpAt },
        remove: ["codeSentAt", "codeTries"],
        expect: { secretHash: session.secretHash },
        refusal: "session.required",
      }),
    ],
    deeds: [
      {
        action: "session.stepped-up",
        reason: method === "none" ? "password-only" : method,
        subjectId: user.userId,
        subjectName: fullNameOf(user),
      },
    ],
  });
  await forgetTries({ id: user.userId, factor: "code" });
  const bearer = { practiceId: scope.practiceId, userId: user.userId, rowId: session.sessionId, secret };
  call.answer.setCookie(cookieOf("session", bearer));
  return { outcome: "stepped-up" as const, csrfToken: csrfTokenOf(secret), steppedUpAt };
}
