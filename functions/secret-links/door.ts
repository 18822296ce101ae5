import { isSftpOn } from "../../shared/config/sftp-offer.ts";
import { countRequest } from "../../shared/data/counters.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { readSftpAccount } from "../../shared/data/sftp-accounts.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { type PracticeScope, scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type LinkState, linkStateOf, type SecretLink, type SftpAccount } from "../../shared/domain/sftp-account.ts";
import { readToken } from "../../shared/secrets/token.ts";

/** What a link leads to. */
export interface Door {
  readonly scope: PracticeScope;
  readonly practice: Practice;
  readonly account: SftpAccount;
  readonly link: SecretLink;
  readonly state: Exclude<LinkState, "revoked">;
}

/** Requests with links that one address may send in five minutes. Source: RULINGS 12. */
const requestsPerAddress = 1000;

/** Seconds for which who used a link may hear the answer again, should it have been lost. Source: SECURITY B11. */
const answerAgainSeconds = 60;

/** Whether a link was used so short a time ago that its user may ask again. */
export function isJustUsed({ link: { openedAt = "" } }: Pick<Door, "link">, now: Date): boolean {
  return now.getTime() - Date.parse(openedAt) <= answerAgainSeconds * 1000;
}

/**
 * Follows a link; that writes nothing about it, however often.
 * @throws Refusal `sftp.off` where there is no server, `secret-link.invalid` for anything but the newest link of an account in use, whatever is wrong with it
 */
export async function doorOf(token: string, { address, now }: { address: string; now: Date }): Promise<Door> {
  if (!isSftpOn()) throw new Refusal("sftp.off");
  const isWithin = await countRequest(`secret-link.${address}`, requestsPerAddress, now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  const facts = await readToken("secret-link", token);
  const [practiceId, accountId] = facts?.id.split("~") ?? [];
  if (!facts || !practiceId || !accountId) throw new Refusal("secret-link.invalid");
  const scope = scopeOf(practiceId);
  const [practice, account] = await Promise.all([readPractice(scope), readSftpAccount(scope, accountId)]);
  const link = account?.link;
  if (!practice || account?.status !== "active" || link?.generation !== facts.generation)
    throw new Refusal("secret-link.invalid");
  const state = linkStateOf(link, now);
  if (state === "revoked") throw new Refusal("secret-link.invalid");
  return { scope, practice, account, link, state };
}
