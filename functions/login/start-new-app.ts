import type { loginRoutes } from "../../shared/contract/login.ts";
import { newId } from "../../shared/data/ids.ts";
import { replaceNewApp } from "../../shared/data/new-apps.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newAuthenticatorKey } from "../../shared/identity/authenticator.ts";
import { seal } from "../../shared/secrets/sealed.ts";
import { subjectOf } from "./known-account.ts";
import { otpauthUri } from "./start-totp.ts";
import { proveAgain, provedCode } from "./step-up.ts";

/** Minutes for which a new app may be proved. Source: RULINGS 8. */
const newAppMinutes = 10;

/**
 * Begins to set a new authenticator app up. A session alone is not enough: password and present second step are given in
 * this very call. The present one stays good until the new one is proved. Source: PRODUCT.md A9; SECURITY B5, attack 21.
 */
export const startNewApp: Operation<typeof loginRoutes.startNewApp> = async (call) => {
  const { user, session } = call.caller;
  const accessToken = await proveAgain(call);
  const secret = accessToken && (await newAuthenticatorKey(accessToken));
  if (!secret) throw new Refusal("second-step.unavailable");
  const newAppId = newId("pnd", call.now);
  const app = {
    userId: user.userId,
    sessionId: session.sessionId,
    newAppId,
    sealedAccessToken: await seal(accessToken, newAppId),
    expiresAt: new Date(call.now.getTime() + newAppMinutes * 60_000).toISOString(),
  };
  await call.commit({
    changes: [replaceNewApp(app), ...(await provedCode(call))],
    deeds: [{ action: "second-step.started", reason: "totp", ...subjectOf(call.caller) }],
  });
  return { secret, otpauthUri: otpauthUri(user, secret) };
};
