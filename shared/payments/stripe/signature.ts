import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds a message's own time may be away from ours. */
const toleranceSeconds = 300;

/**
 * Whether the text is what Stripe signed with this secret, and not an old one played again.
 * Source: Stripe, Verify webhook signatures manually (scheme v1; several v1 while the secret is rolled).
 */
export function isSigned(text: string, header: string, { secret, now }: { secret: string; now: Date }): boolean {
  const parts = header.split(",").map((part) => part.split("=", 2) as [string, string | undefined]);
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(time)) > toleranceSeconds) return false;
  const wanted = createHmac("sha256", secret).update(`${time}.${text}`).digest();
  return parts.some(([name, value]) => {
    if (name !== "v1" || !/^[0-9a-f]{64}$/.test(value ?? "")) return false;
    return timingSafeEqual(Buffer.from(value ?? "", "hex"), wanted);
  });
}
