import { offerOf, type Seat, upgradesOf } from "../../shared/domain/plan.ts";

/** A user's plan as its buyers see it. */
export function planViewOf(userId: string, seat: Omit<Seat, "version"> | undefined, payerId: string) {
  const offer = offerOf(seat);
  return {
    userId,
    offer: offer && { ...offer },
    state: seat?.state ?? ("none" as const),
    isBuying: seat?.pending !== undefined,
    next: seat?.next === "free" || seat?.next === undefined ? seat?.next : { ...seat.next },
    paidUntil: seat?.paidUntil,
    isPaidByYou: seat?.payerId === payerId,
    upgrades: upgradesOf(offer).map((each) => ({ ...each })),
  };
}
