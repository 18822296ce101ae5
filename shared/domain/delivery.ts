/** What became of a letter, as far as it is known. `delivered` means taken by the receiving server, not read. */
export const deliveries = {
  queued: "Queued",
  sent: "Sent",
  failed: "Could not be sent",
  delivered: "Delivered",
  bounced: "Bounced",
  suppressed: "Not sent: address suppressed",
  complained: "Reported as spam",
} as const;
export type Delivery = keyof typeof deliveries;

const order = Object.keys(deliveries) as readonly Delivery[];

/** Of two things known of one letter the one that counts, in whatever order and however often they are told. */
export function laterOf(known: Delivery | undefined, told: Delivery): Delivery {
  return known !== undefined && order.indexOf(known) > order.indexOf(told) ? known : told;
}

/** Whether letters to this address are of no use until it is corrected, or somebody says that it works again. */
export function isUndeliverable(delivery: Delivery | undefined): boolean {
  return delivery === "bounced" || delivery === "suppressed" || delivery === "complained";
}
