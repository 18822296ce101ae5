type Timers = typeof import("node:timers/promises");

/**
 * Node's timers for handlers in the test's own process: the floor of `shared/http/floor.ts` takes no time, so that a test
 * waits for work only. For `vi.mock("node:timers/promises", ...)`, which has to stand in the test itself.
 */
export function withoutFloor(real: Timers): Timers {
  const setTimeout = ((ms?: number, ...rest: []) =>
    ms !== undefined && ms >= 400 && ms <= 450
      ? Promise.resolve()
      : real.setTimeout(ms, ...rest)) as Timers["setTimeout"];
  return { ...real, setTimeout };
}
