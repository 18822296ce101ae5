import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { Refusal } from "../../shared/domain/refusal.ts";
import { payments } from "../../shared/payments/provider.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { reconcile } from "./reconcile.ts";

const answered = (statusCode: number): APIGatewayProxyResult => ({ statusCode, body: "" });
const tries = 3;

/**
 * Takes the payment provider's messages. A message only says of what; what has happened is read from the provider, so that
 * one that comes thrice, late or in another order does nothing twice. A fault is answered 500, and the provider sends it again.
 */
export const takeMessage = entry(
  "payment-events",
  async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const now = new Date();
    const signature = Object.entries(event.headers).find(([name]) => name.toLowerCase() === "stripe-signature")?.[1];
    const provider = payments();
    const notice = await provider.verified({ text: event.body ?? "", signature: signature ?? "" }, now);
    if (!notice) return answered(400);
    if (!notice.about) return answered(204);
    const subscriptionId = notice.about.id;
    for (let attempt = 1; attempt <= tries; attempt++) {
      if (await isReconciled(() => reconcile(provider, subscriptionId, now))) return answered(204);
    }
    return answered(409);
  },
);

/** @returns false when somebody else wrote the seat after it was read */
async function isReconciled(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}
