import middy from "@middy/core";
import { log, logFault } from "./log.ts";

/** The base of every handler that is not an HTTP route: faults are logged without their message's input, then thrown on. */
export function entry<Event, Result>(name: string, handler: (event: Event) => Promise<Result>) {
  return middy<Event, Result>({
    timeoutEarlyInMillis: 0,
  })
    .handler(async (event: Event) => handler(event))
    .onError((request) => {
      if (request.error instanceof Expected) log("info", "refused as it should be", { route: name });
      else logFault("a function failed", request.error, { route: name });
    });
}

/** Thrown where a service takes an error for an answer, such as a trigger's refusal; it is no fault. */
export class Expected extends Error {
  override readonly name = "Expected";
}
