import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";
import { Refusal } from "../domain/refusal.ts";
import { PaymentRefused, type Payments, PaymentsDown } from "./payments.ts";
import { stripePayments } from "./stripe/adapter.ts";

const client = new SecretsManagerClient(deadlines);
const freshMs = 5 * 60_000;
let kept: { readonly secret: Secret; readonly loadedAt: number } | undefined;

/** What lies in the secret: a restricted key, and what messages are signed with. */
interface Secret {
  readonly apiKey: string;
  readonly webhookSecret: string;
}

/** The payment provider of this installation. @throws Refusal `payments.off` where there is none */
export function payments(): Payments {
  if (variable("PAYMENTS") !== "stripe") throw new Refusal("payments.off");
  const access = { url: variable("STRIPE_URL"), key: async () => (await secret()).apiKey };
  return stripePayments(access, async () => (await secret()).webhookSecret);
}

/** Does something at the provider. @throws Refusal `payments.down` or `plan.card-refused` for what it answers */
export async function atProvider<T>(work: (provider: Payments) => Promise<T>): Promise<T> {
  const provider = payments();
  try {
    return await work(provider);
  } catch (error) {
    if (error instanceof PaymentsDown) throw new Refusal("payments.down", { retryAfterSeconds: 5 });
    if (error instanceof PaymentRefused) throw new Refusal("plan.card-refused");
    throw error;
  }
}

async function secret(): Promise<Secret> {
  if (kept && Date.now() - kept.loadedAt < freshMs) return kept.secret;
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: variable("STRIPE_SECRET_ID") }));
  const { apiKey, webhookSecret } = JSON.parse(SecretString ?? "{}") as Partial<Secret>;
  if (!apiKey || !webhookSecret) throw new Error("the payment provider's secret is not filled in");
  kept = { secret: { apiKey, webhookSecret }, loadedAt: Date.now() };
  return kept.secret;
}
