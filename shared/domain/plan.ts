/** What a user may be given beside the free plan, from least to most. Source: PRODUCT.md U17. */
export const paidPlans = { paid: "Paid", "paid-plug-in": "Paid with plug-in" } as const;
export type PaidPlan = keyof typeof paidPlans;
export const paidPlanNames = Object.keys(paidPlans) as [PaidPlan, ...PaidPlan[]];

/** How often it is paid, from shortest to longest. */
export const periods = { monthly: "Monthly", yearly: "Yearly" } as const;
export type Period = keyof typeof periods;
export const periodNames = Object.keys(periods) as [Period, ...Period[]];

/** A plan and how often it is paid. */
export interface Offer {
  readonly plan: PaidPlan;
  readonly period: Period;
}

export const offers: readonly Offer[] = paidPlanNames.flatMap((plan) =>
  periodNames.map((period) => ({ plan, period })),
);
export const isSameOffer = (one: Offer, other: Offer): boolean =>
  one.plan === other.plan && one.period === other.period;

/**
 * What a change of plan is: more of either is an upgrade, at once and paid for; what is less in one and no more in the
 * other waits for the end of what is paid; both at once in different directions is neither, and is done in two steps.
 */
export function stepBetween(now: Offer, wanted: Offer): "same" | "upgrade" | "downgrade" | "crossed" {
  const plan = paidPlanNames.indexOf(wanted.plan) - paidPlanNames.indexOf(now.plan);
  const period = periodNames.indexOf(wanted.period) - periodNames.indexOf(now.period);
  if (plan === 0 && period === 0) return "same";
  if (plan >= 0 && period >= 0) return "upgrade";
  return plan <= 0 && period <= 0 ? "downgrade" : "crossed";
}

/** What may still be bought for somebody who has this; nothing for who has all. */
export function upgradesOf(now: Offer | undefined): readonly Offer[] {
  return now === undefined ? offers : offers.filter((offer) => stepBetween(now, offer) === "upgrade");
}

/** What may follow when the period that is paid is over, beside the free plan. */
export function downgradesOf(now: Offer): readonly Offer[] {
  return offers.filter((offer) => stepBetween(now, offer) === "downgrade");
}

/** A purchase that has begun: the provider may have taken the money or not. Whoever repeats it goes on with it. */
export interface Pending extends Offer {
  readonly purchaseId: string;
  /** The card as it was then: a repeat is the same request, also when another card was put on file since. */
  readonly methodId: string;
  /** Unix seconds; the part of a period that an upgrade pays for is reckoned from here. */
  readonly prorateAt: number;
  /** What was confirmed, in the currency's smallest unit. */
  readonly amount: number;
  readonly currency: string;
}

/** Who pays which plan of a user, as it is stored; somebody without an offer has the free plan. */
export interface Seat {
  readonly practiceId: string;
  readonly userId: string;
  /** The user's name as it was at the last purchase. */
  readonly name: string;
  /** Always another person. */
  readonly payerId: string;
  readonly state: "none" | "active" | "unpaid" | "ended";
  readonly offer?: Offer;
  readonly pending?: Pending;
  readonly subscriptionId?: string;
  /** What follows when the paid period is over: a smaller plan, or the free one. */
  readonly next?: Offer | "free";
  /** ISO 8601. */
  readonly paidUntil?: string;
  readonly version: number;
}

/** What the user has now: the offer of a seat that is paid, or that waits for a late payment. */
export function offerOf(seat: Pick<Seat, "state" | "offer"> | undefined): Offer | undefined {
  return seat && (seat.state === "active" || seat.state === "unpaid") ? seat.offer : undefined;
}
