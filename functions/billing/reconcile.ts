import { commit } from "../../shared/data/commit.ts";
import { seatAsTold } from "../../shared/data/reconcile-seat.ts";
import { readPayer, readSeat, seatChange } from "../../shared/data/seats.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { Payments } from "../../shared/payments/payments.ts";

/**
 * Brings a seat in line with its subscription. The seat is read before the provider is asked and written only if nobody
 * wrote it since, so that an older answer never overwrites a newer one. What does not belong together is left alone.
 */
export async function reconcile(provider: Payments, subscriptionId: string, now: Date): Promise<void> {
  const named = await provider.subscription(subscriptionId);
  if (!named?.practiceId || !named.userId || !named.payerId) return;
  const scope = scopeOf(named.practiceId);
  const [seat, payer] = await Promise.all([readSeat(scope, named.userId), readPayer(scope, named.payerId)]);
  if (!seat || seat.payerId !== named.payerId || payer?.customerId !== named.customerId) return;
  const isOther = seat.subscriptionId !== undefined && seat.subscriptionId !== subscriptionId;
  if (isOther && !(seat.pending && named.state !== "ended")) return;
  const told = await provider.subscription(subscriptionId);
  if (!told) return;
  const { version: _version, ...before } = seat;
  const after = seatAsTold(seat, told);
  if (likeness(before) === likeness(after)) return;
  await commit(
    { practiceId: scope.practiceId, actorId: "payment-events", actorName: "Gatehouse", now },
    {
      changes: [seatChange(scope, seat, after)],
      deeds: [
        {
          action: "plan.reconciled",
          subjectId: seat.userId,
          changes: {
            plan: { before: seat.offer, after: after.offer },
            state: { before: seat.state, after: after.state },
          },
        },
      ],
    },
  );
}

/** Seats compare by what they say, not by the order in which they say it. */
const likeness = (seat: object) =>
  JSON.stringify(seat, (_name, value: unknown) =>
    typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).toSorted()) : value,
  );
