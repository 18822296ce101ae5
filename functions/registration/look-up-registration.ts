import type { registrationRoutes } from "../../shared/contract/registration.ts";
import { passwordContextOf } from "../../shared/domain/password-policy.ts";
import { asksSecondStep } from "../../shared/domain/second-step-need.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { doorwayOf, registrantOf } from "./open-invitation.ts";

/** Shows what a link stands for; writes nothing, so that mail scanners may open it as often as they like. */
export const lookUpRegistration: Operation<typeof registrationRoutes.lookUpRegistration> = async (call) => {
  const doorway = await withRefusalFloor(() => doorwayOf(call.body.token, call));
  const { invitation, state, practice, policy, user } = doorway;
  if (state !== "open") return { state, practiceName: practice.name };
  const known = user ?? invitation;
  const person = { user: registrantOf(doorway), practice: { policy } };
  const names = { username: "", firstName: "", lastName: "" };
  const { minLength, needsComposition } = passwordContextOf({ ...person.user, ...names }, { ...practice, policy });
  return {
    state,
    kind: user ? "member" : "founder",
    practiceName: practice.name,
    email: invitation.email,
    username: known.username,
    firstName: known.firstName,
    lastName: known.lastName,
    passwordMinLength: minLength,
    passwordComposition: needsComposition,
    needsSecondStep: asksSecondStep(person, "administration"),
    expiresAt: invitation.expiresAt,
  };
};
