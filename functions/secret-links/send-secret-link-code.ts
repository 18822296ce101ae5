import type { secretLinkRoutes } from "../../shared/contract/secret-links.ts";
import { countWithin } from "../../shared/data/counters.ts";
import { readLinkCode, replaceLinkCode } from "../../shared/data/secret-link-codes.ts";
import { maskedAddress } from "../../shared/domain/masked-address.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { doorOf } from "./door.ts";
import { codeMinutes } from "./prove-holder.ts";
import { originOfHolder, refuseLink } from "./refuse-used.ts";

const coolDownSeconds = 30;
/** Codes that one account's links mail in an hour. Source: SECURITY B3. */
const codesPerHour = 5;

/** Mails a code to the address that a hand-off link went to, and nowhere else: who forwards a link forwards no access. */
export const sendSecretLinkCode: Operation<typeof secretLinkRoutes.sendSecretLinkCode> = async (call) => {
  const door = await withRefusalFloor(() => doorOf(call.body.token, call));
  const { account, link, practice, state } = door;
  if (state !== "open") return refuseLink(call, door, `secret-link.${state}`);
  if (link.kind !== "hand-off") throw new Refusal("secret-link.no-key");
  const { accountId } = account;
  const before = await readLinkCode(accountId, link.generation);
  const waitMs = before ? Date.parse(before.sentAt) + coolDownSeconds * 1000 - call.now.getTime() : 0;
  if (waitMs > 0) throw new Refusal("secret-link.cool-down", { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  const isWithin = await countWithin({ what: `link-code.${accountId}`, seconds: 3600 }, codesPerHour, call.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 3600 });
  const keyVersion = await currentKeyVersion();
  const codeGeneration = (before?.codeGeneration ?? 0) + 1;
  const sentAt = call.now.toISOString();
  const expiresAtSeconds = Math.floor(call.now.getTime() / 1000) + 86_400;
  const about = { subjectId: accountId, subjectName: account.username };
  const place = { accountId, generation: link.generation };
  await call.commit({
    origin: originOfHolder(call, door),
    changes: [replaceLinkCode(place, { codeGeneration, keyVersion, sentAt, expiresAtSeconds }, before)],
    deeds: [{ action: "sftp.link-code-sent", ...about }],
    mails: [
      {
        letter: "sftp-link-code",
        to: link.email,
        ...about,
        params: { practiceName: practice.name, name: link.name, minutes: String(codeMinutes) },
        secret: {
          kind: "link-code",
          linkId: `${accountId}.${link.generation}`,
          generation: codeGeneration,
          keyVersion,
        },
      },
    ],
  });
  return { email: maskedAddress(link.email), minutes: codeMinutes };
};
