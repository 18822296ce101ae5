import type { Mail } from "../../shared/data/outbox.ts";
import { maskedPhone } from "../../shared/domain/phone.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { mayTake } from "./ways.ts";

/** What telling of a change needs to know of its call. */
interface PhoneCall {
  readonly caller: Known;
  readonly now: Date;
  readonly address: string;
}

/** The own number as its owner sees it. */
export function ownPhoneView({ user, practice }: Pick<Known, "user" | "practice">) {
  const { phone, phoneConfirmedAt: confirmedAt } = user;
  const mayTakeCodes = mayTake("sms", { user, practice });
  return phone === undefined ? { mayTakeCodes } : { phone: maskedPhone(phone), confirmedAt, mayTakeCodes };
}

/** What a change of the number is told with: to the log masked, and by mail to its owner. Source: PRODUCT.md A9. */
export function phoneNews({ caller, now, address }: PhoneCall, phone: string | undefined) {
  const { user, practice } = caller;
  const masked = (number: string | undefined) => (number === undefined ? undefined : maskedPhone(number));
  const mail: Mail = {
    letter: "phone-changed",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      phone: masked(phone) ?? "none",
      at: inZone(now, practice.timeZone),
      address,
    },
    secret: { kind: "page-link", page: "me" },
  };
  return {
    told: { changes: { phone: { before: masked(user.phone), after: masked(phone) } }, ...subjectOf(caller) },
    mails: [mail],
  };
}
