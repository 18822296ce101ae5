import type { profileRoutes } from "../../shared/contract/profile.ts";
import { update } from "../../shared/data/changes.ts";
import { countRequest } from "../../shared/data/counters.ts";
import { holderOfAddress } from "../../shared/data/invitations.ts";
import { keys } from "../../shared/data/keys.ts";
import { type EmailChange, emailChangeMinutes } from "../../shared/domain/email-change.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newTokenFacts } from "../../shared/secrets/token.ts";
import { emailTokenIdOf } from "./email-token.ts";
import { ownLetter } from "./own-letter.ts";

/** Links that one person may ask for in five minutes. */
const asksPerPerson = 5;

/**
 * Mails a link to the address that is to be the new one, and tells the one before. An address that somebody of the practice
 * has gets no mail, and the answer is the same: nobody learns here who is where. Source: PRODUCT.md A9; SECURITY attack 29.
 */
export const startEmailChange: Operation<typeof profileRoutes.startEmailChange> = async (call) => {
  const { caller, body, now } = call;
  const { scope, user, practice } = caller;
  if (body.email === user.email) throw refusalAt("email.same", "/email");
  const isWithin = await countRequest(`email-change.${user.userId}`, asksPerPerson, now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  const isTaken = (await holderOfAddress(scope, body.email)) !== undefined;
  const generation = (user.emailChangeGeneration ?? 0) + 1;
  const expiresAt = new Date(now.getTime() + emailChangeMinutes * 60_000);
  const { securityVersion } = user;
  const emailChange: EmailChange = { address: body.email, expiresAt: expiresAt.toISOString(), securityVersion };
  const { id, keyVersion } = await newTokenFacts(emailTokenIdOf(user), generation);
  const reply = { outcome: "look-in-mailbox" as const };
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  await call.commit(
    {
      changes: [
        update("practice", keys.user(scope, user.userId), {
          set: { emailChange, emailChangeGeneration: generation },
          expect: { securityVersion, version: user.version },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "email.change-started",
          outcome: "attempted",
          ...subject,
          changes: { email: { before: user.email, after: body.email } },
        },
      ],
      mails: [
        {
          letter: "confirm-email",
          to: isTaken ? undefined : body.email,
          ...subject,
          params: {
            practiceName: practice.name,
            firstName: user.firstName,
            until: inZone(expiresAt, practice.timeZone),
          },
          secret: { kind: "email-link", tokenId: id, generation, keyVersion },
        },
        ownLetter(call, "email-changing"),
      ],
    },
    reply,
  );
  return reply;
};
