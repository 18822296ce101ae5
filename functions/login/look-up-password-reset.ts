import type { passwordRoutes } from "../../shared/contract/passwords.ts";
import { signInNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { rulesView } from "./new-password.ts";
import { resetLinkOf } from "./reset-link.ts";

/** Shows what a mailed link stands for; writes nothing, so that mail scanners may open it as often as they like. */
export const lookUpPasswordReset: Operation<typeof passwordRoutes.lookUpPasswordReset> = async (call) => {
  const { known } = await withRefusalFloor(() => resetLinkOf(call.body.token, call));
  const { user, practice } = known;
  return {
    username: signInNameOf(user),
    practiceName: practice.name,
    rules: rulesView(user, practice),
    expiresAt: user.reset?.expiresAt ?? call.now.toISOString(),
  };
};
