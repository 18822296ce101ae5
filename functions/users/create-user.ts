import type { userRoutes } from "../../shared/contract/users.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { mayGrantHere } from "../../shared/domain/role.ts";
import { detailViewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newInvitation } from "./new-invitation.ts";
import { type CreateCall, type Settings, settingChanges, settingsOf } from "./new-user-settings.ts";
import { handPassword } from "./one-time-password.ts";
import { startedUser } from "./started-user.ts";

/**
 * Adds a user with all that the wizard asked: by invitation in one transaction, or with a one-time password, whose account
 * exists first, gets its credential and is opened then. Source: PRODUCT.md U2, U3.
 */
export const createUser: Operation<typeof userRoutes.createUser> = async (call) => {
  const { caller, body } = call;
  if (!mayGrantHere(caller, body.roles)) throw refusalAt("user.role-not-grantable", "/roles");
  const settings = await settingsOf(call);
  if (body.password === "by-invitation") return invite(call, settings);
  const user = await startedUser(call, settings);
  return handPassword(call, { user });
};

async function invite(call: CreateCall, settings: Settings) {
  const { email = "", firstName, lastName, type, roles } = call.body;
  const wish = { email, firstName, lastName, type, roles, source: "console" as const };
  const { user, work } = await newInvitation(call, wish, settings.user);
  const reply = { user: detailViewOf(user, call.now) };
  await call.commit({ ...work, changes: [...work.changes, ...settingChanges(call, user, settings)] }, reply);
  return reply;
}
