import type { Json } from "./fields.ts";
import type { Pools } from "./pool.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { State } from "./state.ts";
import type { Tally } from "./tally.ts";

/** Runs the function behind an ARN: resolves to its answer, rejects with the function's own error message. */
export type Invoke = (functionArn: string, event: unknown) => Promise<unknown>;

/** What operations work with. */
export interface Context {
  readonly pools: Pools;
  readonly state: State;
  readonly keys: SigningKeys;
  readonly tally: Tally;
  readonly invoke: Invoke;
  readonly triggerLimitMs: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * One API call. Whatever decides (a lock, a password, a code, a session) does so without awaiting between reading and writing:
 * that is what makes concurrent calls queue as they do in the service.
 */
export type Operation = (request: Json, context: Context) => Json | Promise<Json>;
