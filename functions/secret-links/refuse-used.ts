import type { Origin } from "../../shared/audit/event.ts";
import type { Work } from "../../shared/data/commit.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { changedLetter } from "../../shared/data/sftp-letters.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal, type RefusalCode } from "../../shared/domain/refusal.ts";
import { holderOf } from "../../shared/domain/sftp-account.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import type { Door } from "./door.ts";

/** A request with a link, as far as it is told. */
export interface LinkCall {
  readonly now: Date;
  readonly address: string;
  readonly origin: Origin;
  commit(work: Work & { readonly origin?: Origin }): Promise<void>;
}

/** Who acts with a link, once that is proved: a user who is signed in, or whoever reads the mailbox it went to. */
export function originOfLink({ origin }: LinkCall, { scope, link, account }: Door): Origin {
  const isSignedIn = origin.sessionId !== undefined;
  return {
    ...origin,
    practiceId: scope.practiceId,
    ...(isSignedIn ? {} : { actorId: link.userId ?? account.accountId, actorName: actorOf(link) }),
  };
}

const actorOf = ({ name, email }: Door["link"]) => (name ? `${name} (${email})` : email);

/** Before it is proved: somebody has the link, and may be anybody. */
export function originOfHolder({ origin }: LinkCall, { scope, link }: Door): Origin {
  const isSignedIn = origin.sessionId !== undefined;
  return { ...origin, practiceId: scope.practiceId, ...(isSignedIn ? {} : { actorName: someoneWith(link) }) };
}

const someoneWith = ({ email }: Door["link"]): string => `Somebody with the link mailed to ${email}`;

/** The letter to who answers for the account, about what somebody did with its link. */
export async function ownerLetter(
  { address, now }: LinkCall,
  door: Door,
  { what, actorName = holderOf(door.link) }: { readonly what: string; readonly actorName?: string },
): Promise<Mail[]> {
  const { scope, practice, account } = door;
  const owner = await readUser(scope, account.ownerId);
  if (!owner) return [];
  const at = inZone(now, practice.timeZone);
  return [changedLetter({ practice, owner, what, actorName, address, at }, account)];
}

/**
 * Refuses to use a link, and tells it: to the log each time, to the owner when the link was used before, once an hour, since
 * one of the two openers is not whom it was for. Source: SECURITY attack 90.
 */
export async function refuseLink(call: LinkCall, door: Door, code: RefusalCode): Promise<never> {
  const { account, link } = door;
  const isSecondOpener = code === "secret-link.used";
  const hour = Math.floor(call.now.getTime() / 3_600_000);
  const claim = {
    what: `link#${account.accountId}#${link.generation}#${code}#${hour}`,
    by: newSecret(),
    seconds: 3600,
  };
  if (await takeClaim(claim, call.now)) {
    const what = "Somebody tried to use the link to its password again, after it had been used, and was refused";
    await call.commit({
      origin: originOfHolder(call, door),
      changes: [],
      deeds: [
        {
          action: "sftp.link-refused",
          outcome: "refused",
          reason: code,
          subjectId: account.accountId,
          subjectName: account.username,
        },
      ],
      mails: isSecondOpener ? await ownerLetter(call, door, { what, actorName: someoneWith(link) }) : [],
    });
  }
  throw new Refusal(code);
}
