import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../json.ts";
import { bareAddress } from "./sending-rules.ts";

/** Where a configuration set's events go, and which ones. */
export interface EventDestination {
  readonly configurationSet: string;
  /** In lower case, as CloudFormation writes them. */
  readonly types: readonly string[];
  readonly put: (event: JsonObject) => void;
}

/** A mail that was taken, as its events tell of it. */
export interface Taken {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly configurationSet: string;
  readonly tags: Readonly<Record<string, string>>;
}

type Fate = readonly [type: string, about: JsonObject];

const simulator = "simulator.amazonses.com";
const delivered = (to: string): Fate => [
  "Delivery",
  { delivery: { recipients: [to], smtpResponse: "250 2.6.0 Message received" } },
];
const bounced = (to: string, [bounceType, bounceSubType, diagnosticCode]: readonly [string, string, string]): Fate => [
  "Bounce",
  {
    bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: to, action: "failed", diagnosticCode }] },
  },
];

/**
 * What becomes of a mail to this address: everything arrives but at the addresses of the mailbox simulator.
 * Source: AWS: "Using the mailbox simulator in Amazon SES".
 */
function fatesOf(to: string): readonly Fate[] {
  const address = bareAddress(to);
  const [local = "", domain] = address.split("@");
  const name = domain === simulator ? local.split("+")[0] : "success";
  if (name === "bounce") return [bounced(to, ["Permanent", "General", "smtp; 550 5.1.1 user unknown"])];
  if (name === "suppressionlist")
    return [bounced(to, ["Permanent", "Suppressed", "Amazon SES has suppressed sending to this address"])];
  if (name === "complaint")
    return [
      delivered(to),
      ["Complaint", { complaint: { complainedRecipients: [{ emailAddress: to }], complaintFeedbackType: "abuse" } }],
    ];
  if (name === "ooto") return [delivered(to), bounced(to, ["Transient", "General", "smtp; out of the office"])];
  return [delivered(to)];
}

/** The events of a mail that was taken, as EventBridge gets them from the service. */
export function eventsOf(taken: Taken, at: Date): readonly { readonly type: string; readonly event: JsonObject }[] {
  const tags = Object.entries({ "ses:configuration-set": taken.configurationSet, ...taken.tags });
  const mail = {
    timestamp: at.toISOString(),
    messageId: taken.messageId,
    source: taken.from,
    destination: [...taken.to],
    tags: Object.fromEntries(tags.map(([name, value]) => [name, [value]])),
  };
  return taken.to.flatMap(fatesOf).map(([type, about]) => ({
    type: type.toLowerCase(),
    event: {
      version: "0",
      id: randomUUID(),
      "detail-type": `Email ${type}`,
      source: "aws.ses",
      time: at.toISOString(),
      detail: { eventType: type, mail, ...about },
    },
  }));
}
