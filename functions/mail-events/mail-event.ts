import * as z from "zod/mini";
import type { Told } from "../../shared/data/deliveries.ts";

const reasonLength = 200;
const tag = z.tuple([z.string().check(z.maxLength(100))]);

/**
 * What EventBridge hands over of an event of SES. Only what is read here is named; the rest may change.
 * Source: AWS: "Contents of event data that Amazon SES publishes".
 */
const SesEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ tags: z.object({ practice: tag, mail: tag }) }),
    bounce: z.optional(
      z.object({
        bounceType: z.string(),
        bounceSubType: z.string(),
        bouncedRecipients: z.array(z.object({ diagnosticCode: z.optional(z.string()) })),
      }),
    ),
    complaint: z.optional(z.object({ complaintFeedbackType: z.optional(z.nullable(z.string())) })),
    reject: z.optional(z.object({ reason: z.optional(z.string()) })),
  }),
});
type Detail = z.output<typeof SesEvent>["detail"];

/** A mail of ours, and what became of it. */
export interface MailEvent {
  readonly practiceId: string;
  readonly mailId: string;
  readonly told: Told;
}

/** @returns undefined for events that change nothing: a delay, an opening, or a mail that is none of the outbox's */
export function mailEventOf(event: unknown): MailEvent | undefined {
  const parsed = SesEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const { detail } = parsed.data;
  const told = toldBy(detail);
  if (!told) return undefined;
  const { practice, mail } = detail.mail.tags;
  const reason = told.reason?.replace(/\p{Cc}+/gu, " ").slice(0, reasonLength);
  return { practiceId: practice[0], mailId: mail[0], told: { delivery: told.delivery, reason } };
}

function toldBy({ eventType, bounce, complaint, reject }: Detail): Told | undefined {
  if (eventType === "Delivery") return { delivery: "delivered" };
  if (eventType === "Bounce" && bounce) return bounced(bounce);
  if (eventType === "Complaint")
    return { delivery: "complained", reason: complaint?.complaintFeedbackType ?? "reported as spam" };
  if (eventType === "Reject") return { delivery: "failed", reason: reject?.reason };
  return undefined;
}

/** SES drops mail to addresses of its suppression lists, and tells it as a bounce. */
function bounced({ bounceType, bounceSubType, bouncedRecipients }: NonNullable<Detail["bounce"]>): Told {
  const reason = bouncedRecipients[0]?.diagnosticCode ?? `${bounceType}: ${bounceSubType}`;
  if (bounceType !== "Permanent") return { delivery: "failed", reason };
  const isSuppressed = bounceSubType === "Suppressed" || bounceSubType === "OnAccountSuppressionList";
  return { delivery: isSuppressed ? "suppressed" : "bounced", reason };
}
