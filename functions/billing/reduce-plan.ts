import type { billingRoutes } from "../../shared/contract/billing.ts";
import { seatChange } from "../../shared/data/seats.ts";
import { isSameOffer, type Offer, offerOf, stepBetween } from "../../shared/domain/plan.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Payments } from "../../shared/payments/payments.ts";
import { atProvider } from "../../shared/payments/provider.ts";
import { planViewOf } from "./plan-view.ts";
import { coveredUser } from "./purchase.ts";

/** Sets what follows the paid period, which stays as it is until its end. Source: SECURITY 65. */
export const reducePlan: Operation<typeof billingRoutes.reducePlan> = async (call) => {
  const { caller, path, body } = call;
  const { user, seat } = await coveredUser(caller, path.userId);
  const offer = offerOf(seat);
  const { next } = body;
  if (!seat?.subscriptionId || !offer) throw new Refusal("plan.nothing-to-reduce");
  if (seat.pending) throw new Refusal("plan.busy");
  if (next !== "free" && stepBetween(offer, next) !== "downgrade") throw new Refusal("plan.nothing-to-reduce");
  const { subscriptionId } = seat;
  const once = `reduce.${subscriptionId}.${seat.version}`;
  await atProvider(async (provider) => {
    await provider.changeAtPeriodEnd(subscriptionId, await priceOf(provider, next), once);
  });
  const { version: _version, ...rest } = seat;
  const after = { ...rest, next };
  const reply = planViewOf(user.userId, after, caller.user.userId);
  await call.commit(
    {
      changes: [seatChange(caller.scope, seat, after)],
      deeds: [
        {
          action: "plan.reduced",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          changes: { plan: { before: offer, after: next } },
        },
      ],
    },
    reply,
  );
  return reply;
};

async function priceOf(provider: Payments, next: Offer | "free"): Promise<string | undefined> {
  if (next === "free") return undefined;
  const price = (await provider.prices()).find((each) => isSameOffer(each, next));
  if (!price) throw new Refusal("payments.down");
  return price.priceId;
}
