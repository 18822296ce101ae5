import { takeClaim } from "../../shared/data/counters.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { forgetPinTries, reservePinTry } from "../../shared/data/pins.ts";
import { pinTries } from "../../shared/domain/pin.ts";
import { Refusal, refusals } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { findHash } from "../../shared/secrets/slow-hash.ts";

/** A manager's request about somebody who is on the phone. */
type Asked = Pick<Call, "now" | "commit"> & Pick<Extract<Call, { caller: unknown }>, "caller">;

/**
 * Checks the PIN that a caller spoke, before anything is done for him. The try is reserved before it is looked at, and none
 * is given back but by a right one. A try whose event a crash lost shows as a gap in `triesLeft`. Source: PRODUCT.md U15.
 * @throws Refusal `pin.wrong` with the tries that are left, `pin.locked` or `pin.not-set`
 */
export async function verifyCaller(asked: Asked, user: User, spoken: string): Promise<void> {
  const reserved = await reservePinTry(asked.caller.scope, user.userId);
  if (reserved.outcome === "none") throw new Refusal("pin.not-set");
  if (reserved.outcome === "locked") return refuseLocked(asked, user);
  const { pin } = reserved;
  const isRight = (await findHash(spoken, [pin.hash])) !== undefined;
  if (isRight) return forgetPinTries(asked.caller.scope, user.userId, pin);
  return refuseWrong(asked, user, pinTries - pin.tries);
}

/** The manager is signed in and may see how the PIN stands, so the tries that are left tell him nothing new. */
async function refuseWrong(asked: Asked, user: User, triesLeft: number): Promise<never> {
  await asked.commit({
    changes: [],
    deeds: [
      {
        action: "pin.refused",
        outcome: "refused",
        reason: "wrong",
        ...subjectOf(user),
        changes: { triesLeft: { after: triesLeft } },
      },
    ],
    mails: triesLeft === 0 ? [lockedLetter(asked, user)] : [],
  });
  const more =
    triesLeft === 0 ? "It is locked now." : triesLeft === 1 ? "One try is left." : `${triesLeft} tries are left.`;
  throw new Refusal("pin.wrong", {
    more,
    errors: [{ pointer: "/pin", code: "wrong", detail: `${refusals["pin.wrong"].message} ${more}` }],
  });
}

/** Told once a user and minute, however many come. Source: RULINGS 5. */
async function refuseLocked({ commit, now }: Asked, user: User): Promise<never> {
  const minute = Math.floor(now.getTime() / 60_000);
  const isFirst = await takeClaim({ what: `pin#${user.userId}#${minute}`, by: newSecret(), seconds: 60 }, now);
  if (isFirst)
    await commit({
      changes: [],
      deeds: [{ action: "pin.refused", outcome: "refused", reason: "locked", ...subjectOf(user) }],
    });
  throw new Refusal("pin.locked");
}

function lockedLetter({ caller, now }: Asked, user: User): Mail {
  return {
    letter: "pin-locked",
    to: user.email,
    ...subjectOf(user),
    params: {
      practiceName: caller.practice.name,
      firstName: user.firstName,
      managerName: fullNameOf(caller.user),
      at: inZone(now, caller.practice.timeZone),
    },
    secret: { kind: "page-link", page: "me" },
  };
}

const subjectOf = (user: User) => ({ subjectId: user.userId, subjectName: fullNameOf(user) });
