import type { Origin } from "../../shared/audit/event.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { PendingSignIn } from "../../shared/data/sessions.ts";
import type { Application } from "../../shared/domain/application.ts";
import { brokenRules, passwordContextOf } from "../../shared/domain/password-policy.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { asksSecondStep } from "../../shared/domain/second-step-need.ts";
import { browserCookie, cookieOf } from "../../shared/http/cookies.ts";
import type { PasswordVerdict } from "../../shared/identity/sign-in.ts";
import { newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { seal } from "../../shared/secrets/sealed.ts";
import { enter } from "./enter.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { codeLetter, codeSentView } from "./mailed-code.ts";
import type { SignInCall } from "./sign-in.ts";

/** Minutes between password and second step at most. Source: RULINGS 8. */
const pendingMinutes = 10;

type Right = Extract<PasswordVerdict, { verdict: "right" | "right-needs-totp" }>;

/** A sign-in begins with the second step, verified or set up, or has none. */
type FirstStage = Exclude<PendingSignIn["stage"], "choose" | "new-password">;

/** An e-mail code is not enough for security administrators, nor where the policy says so. Source: PRODUCT.md A2, A16. */
export function mayUseEmailCodes({ user, practice }: Pick<Known, "user" | "practice">): boolean {
  return !user.roles.includes("security-administrator") && policyOf(practice.policy).emailCodes;
}

/** A right password: whose, how Cognito took it, and the known browser whose tries were counted, if it was one. */
interface Accepted {
  readonly known: Known;
  readonly verdict: Right;
  readonly origin: Origin;
  readonly browser: string | undefined;
}

/** Keeps the half-done sign-in, sets its cookie, and asks for the second step or, where none is due, goes on at once. */
export async function openPending(call: SignInCall, accepted: Accepted) {
  const { known } = accepted;
  const secret = newSecret();
  const pending = await pendingOf(call, accepted, secret);
  await keepPending(call, accepted, pending);
  const { practiceId, userId, pendingId, stage } = pending;
  call.answer.setCookie(cookieOf("pending", { practiceId, userId, rowId: pendingId, secret }));
  // Now already, so that the browser of a sign-in whose last answer was lost is no stranger at the next one.
  if (!call.browserId && stage !== "password") call.answer.setCookie(browserCookie(newSecret()));
  if (stage === "password") return enterWithout(call, accepted, pending);
  return {
    outcome: "second-step" as const,
    enrolled: stage === "enrol" ? [] : [stage],
    open: stage === "enrol" ? openMethods(known) : [],
    ...(stage === "email" ? { sent: codeSentView(known.user, pending) } : {}),
  };
}

/** An e-mail code leaves at once. */
async function keepPending(call: SignInCall, { known, origin }: Accepted, pending: PendingSignIn): Promise<void> {
  const isMailed = pending.stage === "email";
  await call.commit({
    origin,
    changes: [
      insert("session", {
        ...keys.pending(pending.userId, pending.pendingId),
        ...pending,
        expiresAtSeconds: Math.floor(Date.parse(pending.expiresAt) / 1000) + 3600,
      }),
    ],
    deeds: [
      { action: "sign-in.password-accepted", ...subjectOf(known) },
      ...(isMailed ? [{ action: "sign-in.code-sent" as const, ...subjectOf(known) }] : []),
    ],
    mails: isMailed ? [codeLetter({ ...known, challenge: pending })] : [],
  });
}

/** The password was all that is asked for. */
function enterWithout(call: SignInCall, { known, origin }: Accepted, pending: PendingSignIn) {
  const work = { ...call, origin, pending: { ...known, pending } };
  return enter({ ...work, commit: (done) => call.commit({ origin, ...done }) }, { method: "none", isNew: false });
}

function openMethods(known: Known): ("totp" | "email")[] {
  return mayUseEmailCodes(known) ? ["totp", "email"] : ["totp"];
}

async function pendingOf(
  { body, now }: SignInCall,
  { known, verdict, browser }: Accepted,
  secret: string,
): Promise<PendingSignIn & { readonly stage: FirstStage }> {
  const { scope, user } = known;
  const pendingId = newId("pnd", now);
  const stage = stageOf(known, verdict, body.application);
  const isShort = stage === "password" && isTooShort(body.password, known);
  return {
    practiceId: scope.practiceId,
    userId: user.userId,
    pendingId,
    secretHash: secretHash(secret),
    application: body.application,
    securityVersion: user.securityVersion,
    ...(browser ? { browser } : {}),
    stage,
    ...(isShort ? { isPasswordShort: true } : {}),
    ...(verdict.verdict === "right-needs-totp" ? { sealedSession: await seal(verdict.session, pendingId) } : {}),
    ...(verdict.verdict === "right" && stage === "enrol"
      ? { sealedAccessToken: await seal(verdict.accessToken, pendingId) }
      : {}),
    keyVersion: await currentKeyVersion(),
    codeGeneration: stage === "email" ? 1 : 0,
    ...(stage === "email" ? { codeSentAt: now.toISOString() } : {}),
    expiresAt: new Date(now.getTime() + pendingMinutes * 60_000).toISOString(),
  };
}

/** Whether a password that was long enough beside a second step is not without one. */
function isTooShort(password: string, { user, practice }: Known): boolean {
  return brokenRules(password, passwordContextOf(user, practice)).includes("too-short");
}

/** Cognito asks for the authenticator where one is enrolled; that it forgets one must not open the door to a new one. */
function stageOf({ user, practice }: Known, verdict: Right, application: Application): FirstStage {
  if (verdict.verdict === "right-needs-totp") return "totp";
  // Between Cognito and our row a reset is half done: whoever knows the password sets up a new one, as after it.
  if (user.secondStep === "totp" && user.secondStepResetAt) return "enrol";
  // The person went over to codes by mail, and only our row does not say so yet.
  if (user.secondStep === "totp" && user.secondStepIntent === "email") return "email";
  if (user.secondStep === "totp") throw new Error("Cognito does not ask for the authenticator that this user enrolled");
  if (user.secondStep === "email") return "email";
  return asksSecondStep({ user, practice }, application) ? "enrol" : "password";
}
