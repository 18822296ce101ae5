import type { Mail } from "../../shared/data/outbox.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";

type OwnNotice = "pin-changed" | "recovery-codes-made" | "email-changing" | "email-changed";
type OwnCall = Pick<Call, "now" | "address"> & Pick<Extract<Call, { caller: unknown }>, "caller">;

/** Tells the owner what was changed in the own profile, when and from where, so that he notices what somebody else did. */
export function ownLetter({ caller, now, address }: OwnCall, letter: OwnNotice): Mail {
  const { user, practice } = caller;
  return {
    letter,
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      at: inZone(now, practice.timeZone),
      address,
    },
    secret: { kind: "page-link", page: "me" },
  };
}
