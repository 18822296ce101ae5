import type { loginRoutes } from "../../shared/contract/login.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change, Work } from "../../shared/data/commit.ts";
import { codeUsedUp, forgetTries } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { codeChannels } from "../../shared/domain/code-channel.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cookieOf } from "../../shared/http/cookies.ts";
import { answerTotp, verifyPassword } from "../../shared/identity/sign-in.ts";
import { csrfTokenOf, keyedHash, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { ticketFor } from "../../shared/secrets/ticket.ts";
import { type CodeTrial, type CodeVerdict, compareSentCode, judgeCode, reserveCode } from "./code-attempt.ts";
import { beginAttemptOf, type PasswordAttempt } from "./password-attempt.ts";
import { isRight, type Right, refuse } from "./sign-in.ts";
import { stepUpChallenge } from "./step-up-challenge.ts";
import { waysOf } from "./ways.ts";

type StepUpCall = Parameters<typeof stepUp>[0];

/**
 * Password and second step once more, by the counters of the sign-in: both tries are reserved before either is looked at.
 * Who has no second step gives the password alone. The session then gets a new bearer. Source: RULINGS 8, ASVS 7.2.4.
 */
export const stepUp: Operation<typeof loginRoutes.stepUp> = async (call) => {
  await proveAgain(call);
  return renewSession(call);
};

/** A call whose body proves again who calls. */
type AgainCall = Pick<StepUpCall, "caller" | "body" | "origin" | "now" | "address"> & {
  commit(work: Work): Promise<void>;
};

/**
 * The proof of a step-up, for whatever asks for it in its own body.
 * @returns Cognito's leave to set an authenticator up, where it gave one
 */
export async function proveAgain(call: AgainCall): Promise<string | undefined> {
  const { user } = call.caller;
  const { method } = call.body;
  const isOpen = method === "none" ? user.secondStep === "none" : waysOf(call.caller).includes(method);
  if (!isOpen) throw new Refusal("second-step.unavailable");
  const attempt = await beginAttemptOf(call.caller, call.origin);
  const trial = method === "none" ? undefined : trialOf(call);
  if (trial) await reserveCode(trial, "second-step.refused");
  const verdict = await passwordVerdict(call, attempt);
  if (!isRight(verdict)) return refuse(attempt, verdict);
  await forgetTries(attempt.account);
  if (!trial) return tokenOf(verdict);
  const answer = await codeAnswer(call, verdict);
  await judgeCode(trial, answer.verdict, "second-step.refused");
  return answer.accessToken;
}

const tokenOf = (verdict: Right) => (verdict.verdict === "right" ? verdict.accessToken : undefined);

/** What lets the code of such a proof be used once. */
async function usedCode({ caller, body: { code }, now }: AgainCall): Promise<Change[]> {
  return code === undefined ? [] : [codeUsedUp(caller.user.userId, await keyedHash("used-code", code), now)];
}

/** The same for a call that leaves the session as it is; a code that was sent is over with it. */
export async function provedCode(call: AgainCall): Promise<Change[]> {
  const { user, session } = call.caller;
  const over = update("session", keys.session(user.userId, session.sessionId), {
    remove: ["codeSentAt", "codeTries"],
    expect: { secretHash: session.secretHash },
    refusal: "session.required",
  });
  return [...(await usedCode(call)), over];
}

/** Cognito makes a challenge of its own for each authenticator code; a sent code's tries are counted on the session. */
function trialOf(call: AgainCall): CodeTrial {
  const { user, session } = call.caller;
  const isSent = codeChannels.some((channel) => channel === call.body.method);
  const challenge = isSent ? keys.session(user.userId, session.sessionId) : undefined;
  return { user, challenge, now: call.now, commit: (work) => call.commit(work) };
}

async function passwordVerdict({ body, address, now }: AgainCall, { userName }: PasswordAttempt) {
  const ticket = await ticketFor(userName, now);
  return verifyPassword({ userName, password: body.password, ticket, address });
}

async function codeAnswer(
  { caller, body, now }: AgainCall,
  verdict: Right,
): Promise<{ verdict: CodeVerdict; accessToken?: string | undefined }> {
  const { user } = caller;
  const channel = codeChannels.find((each) => each === body.method);
  if (channel) {
    const typed = { channel, code: body.code ?? "", user };
    const found = await compareSentCode(stepUpChallenge(caller.session), typed, now);
    return { verdict: found, accessToken: tokenOf(verdict) };
  }
  const { secondStepResetAt, secondStepIntent } = user;
  if (verdict.verdict !== "right-needs-totp" && (secondStepResetAt || secondStepIntent))
    throw new Refusal("second-step.unavailable");
  if (verdict.verdict !== "right-needs-totp")
    throw new Error("Cognito does not ask for the authenticator that this user enrolled");
  return answerTotp(user.userId, verdict.session, body.code ?? "");
}

/** The new bearer, the moment, and the end of the code, in one transaction: of many right answers one steps up. */
async function renewSession(call: StepUpCall) {
  const { user, session, scope } = call.caller;
  const secret = newSecret();
  const steppedUpAt = call.now.toISOString();
  const { method } = call.body;
  await call.commit({
    changes: [
      ...(await usedCode(call)),
      update("session", keys.session(user.userId, session.sessionId), {
        set: { secretHash: secretHash(secret), steppedUpAt, steppedUpWith: method, lastSeenAt: steppedUpAt },
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
