import type { billingRoutes } from "../../shared/contract/billing.ts";
import { readSeat } from "../../shared/data/seats.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { payments } from "../../shared/payments/provider.ts";
import { planViewOf } from "./plan-view.ts";

/** A user's plan; nothing may be added for a patient. */
export const getPlan: Operation<typeof billingRoutes.getPlan> = async ({ caller, path }) => {
  payments();
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  const view = planViewOf(user.userId, await readSeat(caller.scope, user.userId), caller.user.userId);
  return user.type === "patient" ? { ...view, upgrades: [] } : view;
};
