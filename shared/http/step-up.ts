import type { Route } from "../contract/route.ts";
import { Refusal } from "../domain/refusal.ts";
import { isProofEnough } from "../domain/second-step-need.ts";
import type { Caller } from "./callers.ts";

/** Minutes for which password and second step count as just given. Source: PRODUCT.md A8. */
const stepUpMinutes = 10;

/**
 * That a caller holds what he wants to use, and proved himself for it a moment ago.
 * @throws Refusal `session.second-step-required` or `session.step-up-required`
 */
export function assertSteppedUp(caller: Caller, wanted: Route["access"], now: Date): void {
  const isProved = [...caller.permissions].some(
    (permission) => permission === wanted && isProofEnough(caller.session.secondStep, permission),
  );
  if (!isProved) throw new Refusal("session.second-step-required");
  const ageMs = now.getTime() - Date.parse(caller.session.steppedUpAt);
  if (ageMs > stepUpMinutes * 60_000) throw new Refusal("session.step-up-required");
}
