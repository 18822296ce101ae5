import type { billingRoutes } from "../../shared/contract/billing.ts";
import { listSeatsOf, readPayer, readSeat } from "../../shared/data/seats.ts";
import { offerOf } from "../../shared/domain/plan.ts";
import type { Operation } from "../../shared/http/call.ts";
import { atProvider } from "../../shared/payments/provider.ts";
import { planViewOf } from "./plan-view.ts";

/** The caller as a payer. */
export const getBilling: Operation<typeof billingRoutes.getBilling> = async ({ caller }) => {
  const { scope, user } = caller;
  const prices = await atProvider((provider) => provider.prices());
  const [payer, own, seats] = await Promise.all([
    readPayer(scope, user.userId),
    readSeat(scope, user.userId),
    listSeatsOf(scope, user.userId),
  ]);
  const card = payer && (await atProvider((provider) => provider.card(payer.customerId)));
  return {
    ...(card && { card: { brand: card.brand, lastFour: card.lastFour } }),
    isCovered: offerOf(own) !== undefined,
    prices: prices.map(({ plan, period, amount, currency }) => ({ plan, period, amount, currency })),
    seats: seats.map((seat) => ({ ...planViewOf(seat.userId, seat, user.userId), name: seat.name })),
  };
};
