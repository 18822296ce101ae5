import type { userRoutes } from "../../shared/contract/users.ts";
import { readPin } from "../../shared/data/pins.ts";
import { readUser } from "../../shared/data/users.ts";
import { viewOfPin } from "../../shared/domain/pin.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Whether a caller can be asked for a PIN. */
export const getUserPin: Operation<typeof userRoutes.getUserPin> = async ({ caller, path }) => {
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  return viewOfPin(await readPin(caller.scope, user.userId));
};
