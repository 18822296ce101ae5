import type { Origin } from "../../shared/audit/event.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { PendingSignIn } from "../../shared/data/sessions.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { User } from "../../shared/domain/user.ts";
import { browserCookie, cookieOf } from "../../shared/http/cookies.ts";
import type { PasswordVerdict } from "../../shared/identity/sign-in.ts";
import { newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { seal } from "../../shared/secrets/sealed.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { codeLetter, codeSentView } from "./mailed-code.ts";
import type { SignInCall } from "./sign-in.ts";

/** Minutes between password and second step at most. Source: RULINGS 8. */
const pendingMinutes = 10;

type Right = Extract<PasswordVerdict, { verdict: "right" | "right-needs-totp" }>;

/** A sign-in begins with the second step, verified or set up. */
type FirstStage = Exclude<PendingSignIn["stage"], "choose" | "new-password">;

/** An e-mail code is not enough for security administrators, nor where the policy says so. Source: PRODUCT.md A2, A16. */
export function mayUseEmailCodes({ user, practice }: Pick<Known, "user" | "practice">): boolean {
  return !user.roles.includes("security-administrator") && policyOf(practice.policy).emailCodes;
}

/** Keeps the half-done sign-in, sets its cookie, and asks for the second step; an e-mail code leaves at once. */
export async function openPending(
  call: SignInCall,
  { known, verdict, origin }: { known: Known; verdict: Right; origin: Origin },
) {
  const secret = newSecret();
  const pending = await pendingOf(call, known, { verdict, secret });
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
  const { practiceId, userId, pendingId } = pending;
  call.answer.setCookie(cookieOf("pending", { practiceId, userId, rowId: pendingId, secret }));
  // Now already, so that the browser of a sign-in whose last answer was lost is no stranger at the next one.
  if (!call.browserId) call.answer.setCookie(browserCookie(newSecret()));
  return {
    outcome: "second-step" as const,
    enrolled: pending.stage === "enrol" ? [] : [pending.stage],
    open: pending.stage === "enrol" ? openMethods(known) : [],
    ...(isMailed ? { sent: codeSentView(known.user, pending) } : {}),
  };
}

function openMethods(known: Known): ("totp" | "email")[] {
  return mayUseEmailCodes(known) ? ["totp", "email"] : ["totp"];
}

async function pendingOf(
  { body, now }: SignInCall,
  { scope, user }: Known,
  { verdict, secret }: { verdict: Right; secret: string },
): Promise<PendingSignIn & { readonly stage: FirstStage }> {
  const pendingId = newId("pnd", now);
  const stage = stageOf(verdict, user);
  return {
    practiceId: scope.practiceId,
    userId: user.userId,
    pendingId,
    secretHash: secretHash(secret),
    application: body.application,
    identifier: body.identifier,
    securityVersion: user.securityVersion,
    stage,
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

/** Cognito asks for the authenticator where one is enrolled; that it forgets one must not open the door to a new one. */
function stageOf(verdict: Right, user: User): FirstStage {
  if (verdict.verdict === "right-needs-totp") return "totp";
  // Between Cognito and our row a reset is half done: whoever knows the password sets up a new one, as after it.
  if (user.secondStep === "totp" && user.secondStepResetAt) return "enrol";
  if (user.secondStep === "totp") throw new Error("Cognito does not ask for the authenticator that this user enrolled");
  return user.secondStep === "email" ? "email" : "enrol";
}
