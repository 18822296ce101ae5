import type * as z from "zod/mini";
import type { Quote } from "../../../../shared/contract/billing.ts";
import type { ProblemError } from "../api/problem-error.ts";

/** What is to be bought for one person, at the price that was quoted. */
export interface CartLine {
  readonly userId: string;
  readonly name: string;
  readonly quote: z.output<typeof Quote>;
  /** Makes repeating this purchase the same purchase. */
  readonly intention: string;
  /** Why it was not bought. */
  readonly thrown?: ProblemError;
}

/** What all lines cost at once. */
export const totalOf = (lines: readonly CartLine[]): { amount: number; currency: string } => ({
  amount: lines.reduce((sum, { quote }) => sum + quote.amount, 0),
  currency: lines[0]?.quote.currency ?? "usd",
});
