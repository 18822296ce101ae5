import { countChallengeTry } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { readLinkCode } from "../../shared/data/secret-link-codes.ts";
import { codesPerChallenge } from "../../shared/domain/lockout.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { assertSteppedUp } from "../../shared/http/step-up.ts";
import { mailedCode } from "../../shared/secrets/codes.ts";
import { isSame } from "../../shared/secrets/token.ts";
import type { Door } from "./door.ts";
import { type LinkCall, refuseLink } from "./refuse-used.ts";

/** What the holder of a link proves himself with: his session, or the code that was mailed to him. */
export interface Proof {
  readonly caller?: Caller;
  readonly code?: string;
}

/** One of these a link to a user's password was mailed for; who lost both is shown none. */
const entitling = ["sftp:manage", "sftp:request"] as const;

/** Minutes for which a mailed code is good. Source: NIST SP 800-63B-4 3.1.3.2. */
export const codeMinutes = 10;

/**
 * That the link is used by whom it was mailed to: the user himself, who proved himself a moment ago, or somebody outside who
 * reads the mailbox now. A code's try is counted before it is looked at. Source: SECURITY B11.
 * @throws Refusal saying what is missing
 */
export async function assertHolder(call: LinkCall, door: Door, { caller, code }: Proof): Promise<void> {
  if (door.link.kind === "reveal") {
    const isTheUser = caller?.user.userId === door.link.userId && caller?.scope.practiceId === door.scope.practiceId;
    if (!caller || !isTheUser) return refuseLink(call, door, "secret-link.sign-in-first");
    const entitled = entitling.find((permission) => caller.permissions.has(permission));
    if (!entitled) return refuseLink(call, door, "session.forbidden");
    return assertSteppedUp(caller, entitled, call.now);
  }
  const { accountId, link } = { accountId: door.account.accountId, link: door.link };
  const sent = await readLinkCode(accountId, link.generation);
  if (code === undefined || !sent) return refuseLink(call, door, "secret-link.code-required");
  const isInTime = call.now.getTime() - Date.parse(sent.sentAt) < codeMinutes * 60_000;
  const hasTry = await countChallengeTry(keys.secretLinkCode(accountId, link.generation), codesPerChallenge);
  const right = await mailedCode({
    pendingId: `link.${accountId}.${link.generation}`,
    generation: sent.codeGeneration,
    keyVersion: sent.keyVersion,
  });
  if (!isInTime || !hasTry || !isSame(code, right)) return refuseLink(call, door, "secret-link.code-wrong");
}
