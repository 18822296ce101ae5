import type { loginRoutes } from "../../shared/contract/login.ts";
import { remove, update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { type NewApp, readNewApp } from "../../shared/data/new-apps.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { preferAuthenticator, proveAuthenticator } from "../../shared/identity/authenticator.ts";
import { unseal } from "../../shared/secrets/sealed.ts";
import { type CodeTrial, judgeCode, reserveCode } from "./code-attempt.ts";
import { intendSecondStep, secondStepChanged } from "./own-second-step.ts";

type ConfirmCall = Parameters<typeof confirmNewApp>[0];

/**
 * Proves the new app by the counters of all codes. The intention is written before Cognito takes the app, so that after a
 * crash the next sign-in with it tells the owner. Of many right answers one sets it up. Source: SECURITY attack 21.
 */
export const confirmNewApp: Operation<typeof loginRoutes.confirmNewApp> = async (call) => {
  const { user, session } = call.caller;
  const app = await readNewApp(user.userId, session.sessionId);
  if (!app || new Date(app.expiresAt) <= call.now) throw new Refusal("second-step.not-begun");
  const challenge = keys.newApp(user.userId, session.sessionId);
  const trial: CodeTrial = { user, challenge, now: call.now, commit: (work) => call.commit(work) };
  await reserveCode(trial, "second-step.wrong-code");
  await intendSecondStep(call, "totp");
  await judge(call, trial, app);
  await preferAuthenticator(user.userId);
  const begun = remove("session", challenge, { expect: { newAppId: app.newAppId }, refusal: "second-step.not-begun" });
  return secondStepChanged(call, { method: "totp", code: call.body.code, changes: [begun] });
};

/** A code that is not right takes the intention back. */
async function judge(call: ConfirmCall, trial: CodeTrial, app: NewApp): Promise<void> {
  const { scope, user } = call.caller;
  const token = await unseal(app.sealedAccessToken, app.newAppId);
  const verdict = await proveAuthenticator(token, call.body.code);
  const withdrawn = update("practice", keys.user(scope, user.userId), { remove: ["secondStepIntent"] });
  const commit: CodeTrial["commit"] = (work) => trial.commit({ ...work, changes: [...work.changes, withdrawn] });
  if (verdict === "expired") await commit({ changes: [], deeds: [overOf(trial)] });
  if (verdict === "expired") throw new Refusal("second-step.not-begun");
  await judgeCode({ ...trial, commit }, verdict, "second-step.wrong-code");
}

const overOf = ({ user: { userId } }: CodeTrial) =>
  ({ action: "sign-in.refused", outcome: "refused", reason: "enrolment-over", subjectId: userId }) as const;
