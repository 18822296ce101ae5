import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { Operation } from "../../shared/http/call.ts";
import { policyViewOf } from "./policy-view.ts";

/** The policy in force; its version is the practice's, which the session check has read already. */
export const getPolicy: Operation<typeof practiceRoutes.getPolicy> = async ({ caller, address, answer }) => {
  answer.setVersion(caller.practice.version);
  return policyViewOf(policyOf(caller.practice.policy), address);
};
