import { countWithin } from "../../shared/data/counters.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Caller } from "../../shared/http/callers.ts";

/** Letters sent again, and to colleagues of other practices, that one administrator may cause in an hour. Source: SECURITY C, attack 31. */
const resendsAnHour = 20;
const hour = 3600;

/** Counts a letter that the caller is about to cause. @throws Refusal `invitation.too-many` with the seconds until the next hour */
export async function countResend({ user }: Caller, now: Date): Promise<void> {
  const isWithin = await countWithin({ what: `resend.${user.userId}`, seconds: hour }, resendsAnHour, now);
  if (isWithin) return;
  const seconds = Math.floor(now.getTime() / 1000);
  throw new Refusal("invitation.too-many", { retryAfterSeconds: hour - (seconds % hour) });
}
