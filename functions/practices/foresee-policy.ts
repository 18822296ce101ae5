import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { effectsOf } from "../../shared/domain/policy-effect.ts";
import type { Operation } from "../../shared/http/call.ts";
import { excludes } from "./policy-view.ts";

/** What a policy would change, before it is saved. */
export const foreseePolicy: Operation<typeof practiceRoutes.foreseePolicy> = async ({ caller, body, address }) => {
  const effects = effectsOf(policyOf(caller.practice.policy), body.policy);
  const needsReason = effects.some(({ direction }) => direction === "weaker");
  return { effects, needsReason, excludesYou: excludes(body.policy, address) };
};
