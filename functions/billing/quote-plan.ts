import type { billingRoutes } from "../../shared/contract/billing.ts";
import type { Operation } from "../../shared/http/call.ts";
import { purchaseOf } from "./purchase.ts";

/** The exact amount that a purchase takes at once; the purchase is refused when it is another by then. */
export const quotePlan: Operation<typeof billingRoutes.quotePlan> = async ({ caller, path, body, now }) => {
  const { cost } = await purchaseOf(caller, path.userId, { offer: body, now });
  return { ...body, ...cost };
};
