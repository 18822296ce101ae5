import type { Offer } from "../domain/plan.ts";

/** An amount in a currency's smallest unit. */
export interface Money {
  readonly amount: number;
  /** Three lower-case letters. */
  readonly currency: string;
}

/** What one offer costs a period, and how the provider calls that price. */
export interface Price extends Offer, Money {
  readonly priceId: string;
}

/** A card on file, as much of it as may be shown; its number never comes near us. */
export interface Card {
  readonly methodId: string;
  readonly brand: string;
  readonly lastFour: string;
}

/** A running payment for one user's plan, as the provider has it now. */
export interface Subscription {
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly practiceId: string | undefined;
  readonly userId: string | undefined;
  readonly payerId: string | undefined;
  readonly offer: Offer | undefined;
  readonly state: "active" | "unpaid" | "ended";
  readonly paidUntil: string | undefined;
  readonly endsWithPeriod: boolean;
}

export interface Invoice extends Money {
  readonly invoiceId: string;
  readonly customerId: string;
  readonly number: string;
  readonly at: string;
  readonly state: "paid" | "open" | "void";
  /** The provider's own page with the document. */
  readonly page: string | undefined;
}

/** What a verified message of the provider is about; what has happened is asked of the provider. */
export interface Notice {
  readonly about: { readonly kind: "subscription"; readonly id: string } | undefined;
}

/** Who pays; a person without an address gets no mail of the provider either. */
export interface Customer {
  readonly practiceId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string | undefined;
}

/** A request that may be sent again: the provider does it once for each key. */
export type Once = string;

/**
 * The payment provider, whichever it is. Every change takes a key, so that a repeat after a crash changes nothing.
 * @throws PaymentRefused when the card is declined, PaymentsDown when the provider does not answer in time
 */
export interface Payments {
  prices(): Promise<readonly Price[]>;
  createCustomer(who: Customer, once: Once): Promise<string>;
  /** A page of the provider on which a card is put on file. */
  cardPage(customerId: string, back: string, once: Once): Promise<string>;
  card(customerId: string): Promise<Card | undefined>;
  subscribe(order: SubscriptionOrder, once: Once): Promise<Subscription>;
  subscription(subscriptionId: string): Promise<Subscription | undefined>;
  /** What an upgrade would cost at once. @param prorateAt whole seconds, so that a repeat names the same amount */
  upgradeCost(change: UpgradeOrder): Promise<Money>;
  upgrade(change: UpgradeOrder & { readonly methodId: string }, once: Once): Promise<Subscription>;
  /** From the end of the paid period on another price, or nothing any more. */
  changeAtPeriodEnd(subscriptionId: string, priceId: string | undefined, once: Once): Promise<void>;
  invoices(customerId: string): Promise<readonly Invoice[]>;
  invoice(invoiceId: string): Promise<Invoice | undefined>;
  payInvoice(invoiceId: string, methodId: string, once: Once): Promise<Invoice>;
  /** @returns undefined when the message is not the provider's, or too old */
  verified(message: { text: string; signature: string }, now: Date): Promise<Notice | undefined>;
}

export interface SubscriptionOrder {
  readonly customerId: string;
  readonly methodId: string;
  readonly priceId: string;
  readonly practiceId: string;
  readonly userId: string;
  readonly payerId: string;
}

export interface UpgradeOrder {
  readonly subscriptionId: string;
  readonly priceId: string;
  readonly prorateAt: number;
}

/** The provider said no to the card; what it said is for the payer, not for a log. */
export class PaymentRefused extends Error {
  override readonly name = "PaymentRefused";
}

/** The provider did not answer, or not as it should: nothing is known of what it did. */
export class PaymentsDown extends Error {
  override readonly name = "PaymentsDown";
}
