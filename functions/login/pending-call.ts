import type { Origin } from "../../shared/audit/event.ts";
import type { Work } from "../../shared/data/commit.ts";
import type { Answering } from "../../shared/http/call.ts";
import type { PendingCaller } from "../../shared/http/callers.ts";

/** What the steps of a half-done sign-in need of their call, whichever route it came by. */
export interface PendingCall {
  readonly pending: PendingCaller;
  readonly origin: Origin;
  readonly now: Date;
  readonly address: string;
  readonly userAgent: string;
  readonly browserId: string | undefined;
  readonly answer: Answering;
  commit(work: Work & { readonly origin?: Origin }): Promise<void>;
}
