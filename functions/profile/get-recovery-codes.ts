import type { profileRoutes } from "../../shared/contract/profile.ts";
import { readRecoveryCodes } from "../../shared/data/recovery-codes.ts";
import type { Operation } from "../../shared/http/call.ts";

/** How many recovery codes are left; the codes themselves are kept nowhere. */
export const getRecoveryCodes: Operation<typeof profileRoutes.getRecoveryCodes> = async ({ caller }) => {
  const { hashes, madeAt } = await readRecoveryCodes(caller.scope, caller.user.userId);
  return { left: hashes.length, madeAt };
};
