import type { Origin } from "../../shared/audit/event.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { PendingSignIn } from "../../shared/data/sessions.ts";
import { countText } from "../../shared/data/throttles.ts";
import type { Application } from "../../shared/domain/application.ts";
import { codeChannels } from "../../shared/domain/code-channel.ts";
import { brokenRules, passwordContextOf } from "../../shared/domain/password-policy.ts";
import { asksSecondStep } from "../../shared/domain/second-step-need.ts";
import { browserCookie, cookieOf } from "../../shared/http/cookies.ts";
import type { PasswordVerdict } from "../../shared/identity/sign-in.ts";
import { newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { seal } from "../../shared/secrets/sealed.ts";
import { enter } from "./enter.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { channelOf, codeLetter, codeSentView } from "./sent-code.ts";
import type { SignInCall } from "./sign-in.ts";
import { openMethods, openWays, waysOf } from "./ways.ts";

/** Minutes between password and second step at most. Source: RULINGS 8. */
const pendingMinutes = 10;

type Right = Extract<PasswordVerdict, { verdict: "right" | "right-needs-totp" }>;

/** A sign-in begins with the second step, verified or set up, or has none. */
type FirstStage = Exclude<PendingSignIn["stage"], "choose" | "new-password">;

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
    enrolled: stage === "enrol" ? [] : [stage, ...openWays({ ...known, pending }).filter((way) => way !== stage)],
    open: stage === "enrol" ? openMethods(known) : [],
    ...(pending.codeGeneration > 0 ? { sent: codeSentView(known.user, pending) } : {}),
  };
}

/** A code by mail or text leaves at once. */
async function keepPending(call: SignInCall, { known, origin }: Accepted, pending: PendingSignIn): Promise<void> {
  const isSent = pending.codeGeneration > 0;
  const sent = { action: "sign-in.code-sent" as const, reason: channelOf(pending), ...subjectOf(known) };
  await call.commit({
    origin,
    changes: [
      insert("session", {
        ...keys.pending(pending.userId, pending.pendingId),
        ...pending,
        expiresAtSeconds: Math.floor(Date.parse(pending.expiresAt) / 1000) + 3600,
      }),
    ],
    deeds: [{ action: "sign-in.password-accepted", ...subjectOf(known) }, ...(isSent ? [sent] : [])],
    mails: isSent ? [codeLetter({ ...known, challenge: pending })] : [],
  });
}

/** The password was all that is asked for. */
function enterWithout(call: SignInCall, { known, origin }: Accepted, pending: PendingSignIn) {
  const work = { ...call, origin, pending: { ...known, pending } };
  return enter({ ...work, commit: (done) => call.commit({ origin, ...done }) }, { method: "none", isNew: false });
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
    ...(await firstCode(known, stage, now)),
    expiresAt: new Date(now.getTime() + pendingMinutes * 60_000).toISOString(),
  };
}

/** The code that leaves with the password's answer; none to a number that had its share of texts. */
async function firstCode({ user, practice }: Known, stage: FirstStage, now: Date) {
  const channel = codeChannels.find((each) => each === stage);
  const isOpen = channel !== undefined && openWays({ pending: { stage }, user, practice }).includes(channel);
  if (!isOpen || (channel === "sms" && (await countText(user.userId, now)) > 0)) return { codeGeneration: 0 };
  return { codeGeneration: 1, codeChannel: channel, codeSentAt: now.toISOString() };
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
  // Where texts were switched off, the way that is left; where none is, a recovery code opens `sms` all the same.
  if (user.secondStep === "sms") return waysOf({ user, practice })[0] ?? "sms";
  return asksSecondStep({ user, practice }, application) ? "enrol" : "password";
}
