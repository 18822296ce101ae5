import { readPayer, readSeat } from "../../shared/data/seats.ts";
import { readUser } from "../../shared/data/users.ts";
import { isSameOffer, type Offer, offerOf, type Pending, type Seat, stepBetween } from "../../shared/domain/plan.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";
import type { Card, Money, Price } from "../../shared/payments/payments.ts";
import { atProvider, payments } from "../../shared/payments/provider.ts";

/** A purchase that may be made: for whom, from whose card, and what the provider asks. */
export interface Purchase {
  readonly user: User;
  readonly seat: Seat | undefined;
  readonly customerId: string;
  readonly card: Card;
  readonly price: Price;
  readonly cost: Money;
  /** Where the part of a period that an upgrade pays for begins, Unix seconds. */
  readonly prorateAt: number;
}

/**
 * Somebody whose plan the caller may pay for: another person, no patient, whom nobody else pays for. Who is paid for
 * himself pays for nobody. @throws Refusal saying which of it does not hold
 */
export async function coveredUser(caller: Caller, userId: string): Promise<{ user: User; seat: Seat | undefined }> {
  payments();
  const user = await readUser(caller.scope, userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.userId === caller.user.userId) throw new Refusal("user.own-account");
  if (user.type === "patient") throw new Refusal("plan.for-patients");
  const [own, seat] = await Promise.all([
    readSeat(caller.scope, caller.user.userId),
    readSeat(caller.scope, user.userId),
  ]);
  if (offerOf(own) || own?.pending) throw new Refusal("plan.payer-is-covered");
  const isTaken = seat !== undefined && (offerOf(seat) !== undefined || seat.pending !== undefined);
  if (isTaken && seat.payerId !== caller.user.userId) throw new Refusal("plan.paid-by-another");
  return { user, seat };
}

/** The purchase of an offer for a user with its exact amount. @throws Refusal where it cannot be made */
export async function purchaseOf(
  caller: Caller,
  userId: string,
  { offer, now }: { offer: Offer; now: Date },
): Promise<Purchase> {
  const { user, seat } = await coveredUser(caller, userId);
  const has = offerOf(seat);
  if (has && stepBetween(has, offer) !== "upgrade") throw new Refusal("plan.nothing-to-add");
  if (seat?.pending && !isSameOffer(seat.pending, offer)) throw new Refusal("plan.busy");
  const payer = await readPayer(caller.scope, caller.user.userId);
  if (!payer) throw new Refusal("plan.no-card");
  const { customerId } = payer;
  const card = await atProvider((provider) => provider.card(customerId));
  if (!card) throw new Refusal("plan.no-card");
  const prorateAt = seat?.pending?.prorateAt ?? startOfDay(now);
  const price = (await atProvider((provider) => provider.prices())).find((each) => isSameOffer(each, offer));
  if (!price) throw new Refusal("payments.down");
  // What was begun goes on for the amount that was confirmed: the provider may have done it, and would ask nothing more.
  const cost = seat?.pending ?? (await costOf(price, has && seat?.subscriptionId, prorateAt));
  return { user, seat, customerId, card, price, cost: { amount: cost.amount, currency: cost.currency }, prorateAt };
}

async function costOf(price: Price, subscriptionId: string | undefined, prorateAt: number): Promise<Money> {
  if (!subscriptionId) return { amount: price.amount, currency: price.currency };
  return atProvider((provider) => provider.upgradeCost({ subscriptionId, priceId: price.priceId, prorateAt }));
}

/** The day is paid for as a whole, so that the amount a person confirms is still right a moment later. */
const startOfDay = (now: Date) => Math.floor(now.getTime() / 86_400_000) * 86_400;

/** The seat while a purchase is under way. */
export function begun(caller: Caller, purchase: Purchase, pending: Pending): Omit<Seat, "version"> {
  const { user, seat } = purchase;
  return {
    practiceId: user.practiceId,
    userId: user.userId,
    ...seat,
    name: fullNameOf(user),
    payerId: caller.user.userId,
    state: seat?.state ?? "none",
    pending,
  };
}
