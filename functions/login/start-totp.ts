import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newAuthenticatorKey } from "../../shared/identity/authenticator.ts";
import { enrolmentToken } from "./enrolment.ts";

/** Begins to set up an authenticator app; beginning again gives a new key. */
export const startTotp: Operation<typeof loginRoutes.startTotp> = async (call) => {
  const { user } = call.pending;
  const secret = await newAuthenticatorKey(await enrolmentToken(call));
  if (!secret) throw new Refusal("second-step.expired");
  await call.commit({
    changes: [],
    deeds: [{ action: "second-step.started", reason: "totp", subjectId: user.userId, subjectName: fullNameOf(user) }],
  });
  return { secret, otpauthUri: otpauthUri(user, secret) };
};

/** The key as authenticator apps read it from a picture. */
export function otpauthUri(user: Pick<User, "username" | "email">, secret: string): string {
  const label = encodeURIComponent(`Gatehouse:${user.username ?? user.email}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Gatehouse`;
}
