import type { loginRoutes } from "../../shared/contract/login.ts";
import { secondStepNeeds } from "../../shared/domain/second-step-need.ts";
import type { Operation } from "../../shared/http/call.ts";
import { mayTake } from "./ways.ts";

/** The own second step; the session check has read it already. */
export const getSecondStep: Operation<typeof loginRoutes.getSecondStep> = async ({ caller }) => {
  const { user, practice, session } = caller;
  return {
    method: user.secondStep,
    setUpAt: user.secondStepAt,
    isNeeded: secondStepNeeds({ user, practice }, session.application).length > 0,
    mayTakeEmailCodes: mayTake("email", { user, practice }),
  };
};
