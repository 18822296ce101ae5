import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { againWhenCut } from "./again-when-cut.ts";
import type { Rendered } from "./letter.ts";

/** A rendered letter with where it comes from and goes to. `from` and `configurationSet` are settings of the stack. */
export interface OutgoingMail extends Rendered {
  readonly from: string;
  readonly configurationSet: string;
  readonly to: string;
  /** Which mail of which practice: SES tells both with everything that becomes of it. */
  readonly tags: { readonly practice: string; readonly mail: string };
}

/** The mail can never be sent as it is; trying again is of no use. Its message names no address. */
export class Unsendable extends Error {
  override readonly name = "Unsendable";
}

/**
 * One try and no more, unless the connection was cut: SES knows no idempotency, so a repeated call may send twice. The outbox
 * decides about repeating.
 * Times are in milliseconds (RULINGS 23).
 */
const client = new SESClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
});
const deadlineMs = 4000;

/**
 * Hands one mail to SES.
 * @returns the message id of SES; acceptance, not delivery
 * @throws Unsendable for an address or subject that no mail can carry; whatever the client throws otherwise
 */
export async function send(mail: OutgoingMail): Promise<string> {
  refuseUnsendable(mail);
  const asked = new SendEmailCommand({
    Source: mail.from,
    Destination: { ToAddresses: [mail.to] },
    ConfigurationSetName: mail.configurationSet,
    Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    Message: {
      Subject: utf8(mail.subject),
      Body: { Html: utf8(mail.html), Text: utf8(mail.text) },
    },
  });
  const abortSignal = AbortSignal.timeout(deadlineMs);
  const { MessageId } = await againWhenCut(() => client.send(asked, { abortSignal }));
  if (!MessageId) throw new Error("SES answered without a message id");
  return MessageId;
}

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

/** One ASCII address without display name, quotes or a list. Source: SECURITY B9. */
const address = /^(?=.{3,254}$)[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

function refuseUnsendable({ from, to, subject }: OutgoingMail): void {
  if (!address.test(to)) throw new Unsendable("the recipient is not one plain address");
  if (/\p{Cc}/u.test(from) || !from.includes("@")) throw new Unsendable("the sender is not an address");
  if (subject === "" || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject)) throw new Unsendable("the subject is not one line");
}
