import type { profileRoutes } from "../../shared/contract/profile.ts";
import { readPin } from "../../shared/data/pins.ts";
import { viewOfPin } from "../../shared/domain/pin.ts";
import type { Operation } from "../../shared/http/call.ts";

/** How the own PIN stands; the PIN itself is kept nowhere. */
export const getPin: Operation<typeof profileRoutes.getPin> = async ({ caller }) =>
  viewOfPin(await readPin(caller.scope, caller.user.userId));
