import { generateSync } from "otplib";
import { inject } from "vitest";
import { type StripeDouble, startStripe } from "../../infra/local/services/stripe/server.ts";
import { type AwsProxy, type Fate, type PassingCall, startAwsProxy } from "./aws-proxy.ts";
import { aKey, handlerOf, type InProcessReply, someContext, takeEnvironment, Visitor } from "./in-process.ts";
import { aNewcomer, goodPassword } from "./person.ts";
import { putRows, rowsOf, rowsWith } from "./rows.ts";

export const apiKey = "rk_test_never_in_a_log_4711";
export const webhookSecret = "whsec_never_in_a_log_0815";
export const prices = [
  { lookup_key: "gatehouse_paid_monthly", unit_amount: 2900, interval: "month" },
  { lookup_key: "gatehouse_paid_yearly", unit_amount: 29_000, interval: "year" },
  { lookup_key: "gatehouse_paid-plug-in_monthly", unit_amount: 4900, interval: "month" },
  { lookup_key: "gatehouse_paid-plug-in_yearly", unit_amount: 49_000, interval: "year" },
] as const;

/** A double of Stripe, and what stands between the product, the store and it. */
export interface Money {
  readonly stripe: StripeDouble;
  readonly proxy: AwsProxy;
  /** As the proxy's own, but that the provider's secret is always known. */
  decide(fate?: (call: PassingCall) => Fate): void;
  close(): Promise<void>;
}

/** Switches payments on for the handlers of this process. Before the first import of the product's own data modules. */
export async function startMoney(): Promise<Money> {
  const stripe = await startStripe({ apiKey, webhookSecret, prices });
  const { dynamodb = "", secrets = "" } = inject("endpoints");
  const proxy = await startAwsProxy({ dynamodb, secrets, stripe: stripe.url });
  takeEnvironment({
    AWS_ENDPOINT_URL_DYNAMODB: proxy.urls["dynamodb"] ?? "",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: proxy.urls["secrets"] ?? "",
    PAYMENTS: "stripe",
    STRIPE_URL: proxy.urls["stripe"] ?? "",
    STRIPE_SECRET_ID: "stripe-of-a-test",
  });
  const secret = { status: 200, json: { SecretString: JSON.stringify({ apiKey, webhookSecret }) } };
  const decide: Money["decide"] = (fate = () => "pass") =>
    proxy.decide((call) => (call.body.includes("stripe-of-a-test") ? secret : fate(call)));
  decide();
  const close = async () => {
    await proxy.close();
    await stripe.close();
  };
  return { stripe, proxy, decide, close };
}

/** A signed-in administrator of a practice of his own. */
export async function anOwner(first = "Ada"): Promise<{ owner: Visitor; practiceId: string; userId: string }> {
  const who = aNewcomer(first, "Okafor");
  const company = { name: "Sunrise Clinic", email: who.email, timeZone: "America/Chicago" };
  await new Visitor().done("signUp", { body: { company }, headers: aKey() });
  const { practiceId, userId } = await registered(who);
  return { owner: await signedIn(who), practiceId, userId };
}

/** Signs somebody in who has no second step yet, and sets one up. */
export async function signedIn(who: { readonly username: string }): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.done("signIn", { body: { identifier: who.username, password: goodPassword } });
  const { secret } = await visitor.done("startTotp");
  await visitor.done("confirmTotp", { body: { code: generateSync({ secret }) } });
  return visitor;
}

/** Invites and registers somebody. */
export async function aColleague(owner: Visitor, more: Readonly<Record<string, unknown>> = {}) {
  const who = aNewcomer("Ben", "Sato");
  const { firstName, lastName, email } = who;
  await owner.done("inviteUser", { body: { firstName, lastName, email, ...more }, headers: aKey() });
  return { ...(await registered(who)), who };
}

async function registered(who: ReturnType<typeof aNewcomer>): Promise<{ practiceId: string; userId: string }> {
  const { tokenFor } = await import("../../shared/secrets/token.ts");
  const { tokenIdOf } = await import("../../shared/data/invitations.ts");
  const rows = await rowsWith("PRACTICE_TABLE", "email", who.email);
  const row = rows.find(({ sk }) => sk.startsWith("I#")) as unknown as Parameters<typeof tokenIdOf>[0] & {
    userId: string;
    practiceId: string;
    generation: number;
    keyVersion: string;
  };
  const token = await tokenFor("invitation", { id: tokenIdOf(row), ...row });
  const { username, firstName, lastName } = who;
  const body = { token, username, firstName, lastName, password: goodPassword };
  await new Visitor().done("register", { body, headers: aKey() });
  return { practiceId: row.practiceId, userId: row.userId };
}

/** Puts a card on file as the provider's own page would. @returns how the provider calls the payer */
export async function withCard({ stripe }: Money, payer: Visitor): Promise<string> {
  await payer.done("addCard", { body: {}, headers: aKey() });
  const customer = String(stripe.state.all("checkout.session").at(-1)?.["customer"]);
  stripe.state.make("pm", "payment_method", { customer, card: { brand: "visa", last4: "4242" } });
  return customer;
}

/** Buys what was quoted a moment ago. */
export async function buy(
  payer: Visitor,
  userId: string,
  { headers = aKey(), ...offer }: { plan: string; period: string; headers?: Readonly<Record<string, string>> },
): Promise<InProcessReply> {
  const quote = await payer.done("quotePlan", { path: { userId }, body: offer });
  return payer.call("buyPlan", { path: { userId }, body: quote, headers });
}

/** Hands a message of the double to the product as the gateway would. @returns the status it is answered with */
export async function deliver(
  { stripe }: Money,
  event: StripeDouble["state"]["events"][number],
  own: { at?: Date; signature?: string } = {},
) {
  const { text, signature } = stripe.signed(event, own.at);
  const asked = {
    resource: "/api/v1/billing/messages",
    httpMethod: "POST",
    headers: { "content-type": "application/json", "Stripe-Signature": own.signature ?? signature },
    body: text,
    requestContext: { requestId: "message", identity: { sourceIp: "127.0.0.9" } },
  };
  return ((await (await handlerOf("billing"))(asked as never, someContext)) as { statusCode: number }).statusCode;
}

/** The row of a user's seat. */
export async function seatOf(practiceId: string, userId: string) {
  return (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find(({ sk }) => sk === `SEAT#${userId}`);
}

/** Makes a user a patient, past the invitation. */
export async function asPatient(practiceId: string, userId: string): Promise<void> {
  const row = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find(({ sk }) => sk === `U#${userId}`);
  await putRows("PRACTICE_TABLE", [{ ...row, type: "patient" }]);
}
