import type { registrationRoutes } from "../../shared/contract/registration.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { doorwayOf } from "./open-invitation.ts";

/** Shows what a link stands for; writes nothing, so that mail scanners may open it as often as they like. */
export const lookUpRegistration: Operation<typeof registrationRoutes.lookUpRegistration> = async (call) => {
  const doorway = await withRefusalFloor(() => doorwayOf(call.body.token, call));
  const { invitation, state, practice, policy, user } = doorway;
  if (state !== "open") return { state, practiceName: practice.name };
  const known = user ?? invitation;
  return {
    state,
    kind: invitation.kind,
    practiceName: practice.name,
    email: invitation.email,
    username: known.username,
    firstName: known.firstName,
    lastName: known.lastName,
    passwordMinLength: policy.passwordMinLength,
    passwordComposition: policy.passwordComposition,
    expiresAt: invitation.expiresAt,
  };
};
