import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { isPhoneNumber } from "../domain/phone.ts";
import { againWhenCut } from "./again-when-cut.ts";
import { Unsendable } from "./send.ts";

/** One try, as with mails, unless the connection was cut: SNS knows no idempotency either. Times are in milliseconds (RULINGS 23). */
const client = new SNSClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
});
const deadlineMs = 4000;

/**
 * Hands one text to SNS, as a transactional one: carriers deliver those first.
 * @param to a phone number, E.164
 * @returns the message id of SNS; acceptance, not delivery
 * @throws Unsendable for what is no phone number; whatever the client throws otherwise
 */
export async function sendText({ to, text }: { to: string; text: string }): Promise<string> {
  if (!isPhoneNumber(to)) throw new Unsendable("the recipient is not one phone number");
  const asked = new PublishCommand({
    PhoneNumber: to,
    Message: text,
    MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } },
  });
  const abortSignal = AbortSignal.timeout(deadlineMs);
  const { MessageId } = await againWhenCut(() => client.send(asked, { abortSignal }));
  if (!MessageId) throw new Error("SNS answered without a message id");
  return MessageId;
}
