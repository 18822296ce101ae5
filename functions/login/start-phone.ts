import type { phoneRoutes } from "../../shared/contract/phone.ts";
import { newId } from "../../shared/data/ids.ts";
import { type PhoneChallenge, readPhoneChallenge, replacePhoneChallenge } from "../../shared/data/phone-challenges.ts";
import { maskedPhone } from "../../shared/domain/phone.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { subjectOf } from "./known-account.ts";
import { assertMaySend } from "./send-code.ts";
import { codeExpiresAt, codeLetter, codeSentView } from "./sent-code.ts";
import { mayTake } from "./ways.ts";

/** Texts a code to a number that its owner wants to be his; nothing counts before it is confirmed. Source: PRODUCT.md A9. */
export const startPhone: Operation<typeof phoneRoutes.startPhone> = async ({ caller, body, now, commit }) => {
  const { user, practice } = caller;
  if (!mayTake("sms", caller)) throw new Refusal("second-step.unavailable");
  const before = await readPhoneChallenge(user.userId);
  const challenge: PhoneChallenge = {
    pendingId: newId("pnd", now),
    phone: body.phone,
    codeChannel: "sms",
    codeGeneration: 1,
    codeSentAt: now.toISOString(),
    keyVersion: await currentKeyVersion(),
  };
  await assertMaySend(before ?? { ...challenge, codeSentAt: undefined }, "sms", { userId: user.userId, now });
  const expiresAtSeconds = Math.floor(codeExpiresAt(challenge).getTime() / 1000) + 3600;
  const reply = codeSentView(user, challenge);
  await commit(
    {
      changes: [replacePhoneChallenge(user.userId, { ...challenge, expiresAtSeconds }, before)],
      deeds: [
        {
          action: "phone.change-started",
          changes: { phone: { after: maskedPhone(body.phone) } },
          ...subjectOf(caller),
        },
      ],
      mails: [codeLetter({ user, practice, challenge, text: "phone-code" })],
    },
    reply,
  );
  return reply;
};
