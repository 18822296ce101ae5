import { isOfSftp } from "../domain/permission.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import type { Route } from "./route.ts";

/**
 * Every refusal a route may answer: those of its access, method and marks, then its own. The API description lists
 * them, and the tests accept no other.
 */
export function refusalsOf(route: Route): readonly RefusalCode[] {
  return [
    ...new Set<RefusalCode>([
      ...inputRefusals(route),
      ...accessRefusals(route),
      ...markRefusals(route),
      ...(route.refusals ?? []),
      "request.busy",
    ]),
  ];
}

/** A query parameter that the route does not take is invalid too, so every route may say that. */
function inputRefusals({ method }: Route): readonly RefusalCode[] {
  if (method === "GET") return ["request.invalid"];
  return ["request.invalid", "request.not-json", "request.media-type", "request.too-large", "request.cross-site"];
}

function accessRefusals({ access, method, knowsCaller }: Route): readonly RefusalCode[] {
  if (access === "public") return knowsCaller ? ["request.csrf"] : [];
  if (access === "pending") return ["second-step.expired"];
  return [
    "session.required",
    "session.outside-hours",
    "session.forbidden",
    ...(isOfSftp(access) ? ["sftp.off" as const] : []),
    ...(method === "GET" ? [] : ["request.csrf" as const]),
  ];
}

function markRefusals(route: Route): readonly RefusalCode[] {
  const { method, secretReply, versioned, stepUp } = route;
  const idempotent = route.idempotent && !route.ownRepeats;
  return [
    ...(stepUp ? (["session.step-up-required", "session.second-step-required"] as const) : []),
    ...(idempotent ? ["idempotency.mismatch" as const] : []),
    ...(idempotent && secretReply ? ["idempotency.already-shown" as const] : []),
    ...(versioned && method !== "GET" ? (["request.precondition-required", "request.changed-meanwhile"] as const) : []),
  ];
}
