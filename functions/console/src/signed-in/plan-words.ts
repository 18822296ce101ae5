import { type Offer, paidPlans, periods } from "../../../../shared/domain/plan.ts";

/** "Paid with plug-in, yearly"; without an offer the free plan. */
export const offerInWords = (offer: Offer | undefined): string =>
  offer ? `${paidPlans[offer.plan]}, ${periods[offer.period].toLowerCase()}` : "Free";

/** "$29.00", from the currency's smallest unit. */
export function moneyInWords({ amount, currency }: { amount: number; currency: string }): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
