import type { Seat } from "../domain/plan.ts";

/** What the payment provider says of a seat's subscription. */
export interface Told {
  readonly subscriptionId: string;
  readonly offer: Seat["offer"];
  readonly state: "active" | "unpaid" | "ended";
  readonly paidUntil: string | undefined;
  readonly endsWithPeriod: boolean;
}

/** The seat as the provider has it. What was begun is done when the offer is there; what was to follow is over when it is. */
export function seatAsTold(seat: Seat, told: Told): Omit<Seat, "version"> {
  const { version: _version, offer: _offer, pending, next, paidUntil: _until, ...lasting } = seat;
  const isDone = pending !== undefined && pending.plan === told.offer?.plan && pending.period === told.offer?.period;
  const isNext = next !== "free" && next?.plan === told.offer?.plan && next?.period === told.offer?.period;
  const isOver = isDone || isNext || next === "free";
  const follows = told.endsWithPeriod ? ("free" as const) : isOver ? undefined : next;
  return {
    ...lasting,
    state: told.state,
    subscriptionId: told.subscriptionId,
    ...(told.offer && { offer: told.offer }),
    ...(told.paidUntil && { paidUntil: told.paidUntil }),
    ...(pending && !isDone && { pending }),
    ...(follows && told.state !== "ended" && { next: follows }),
  };
}
