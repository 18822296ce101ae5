import { countRequest } from "../../shared/data/counters.ts";
import { barrierTo } from "../../shared/domain/entry.ts";
import { isResetOpen } from "../../shared/domain/password-reset.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { User } from "../../shared/domain/user.ts";
import { readToken } from "../../shared/secrets/token.ts";
import type { Known } from "./known-account.ts";
import { readKnown } from "./password-attempt.ts";

/** Requests with links that one address may send in five minutes. Source: RULINGS 12. */
const requestsPerAddress = 1000;

/** The id that a reset token carries: practice and user, so that one read finds it. */
export const resetTokenIdOf = ({ practiceId, userId }: Pick<User, "practiceId" | "userId">) =>
  `${practiceId}~${userId}`;

/** An account that nobody may enter gets no link, and no link that it has works: a reset never revives. Source: PRODUCT.md A5. */
export function isClosed({ user, practice }: Known, { address, now }: { address: string; now: Date }): boolean {
  const barrier = barrierTo({ user, practice, address }, now);
  return barrier === "not-active" || barrier === "expired";
}

/** What a link leads to. */
export interface ResetLink {
  readonly known: Known;
  readonly generation: number;
}

/**
 * Follows a mailed link. Opening it any number of times consumes nothing.
 * @throws Refusal `password-reset.link-invalid` for anything but the newest, unused link of an open account
 */
export async function resetLinkOf(token: string, from: { address: string; now: Date }): Promise<ResetLink> {
  const isWithin = await countRequest(`reset-link.${from.address}`, requestsPerAddress, from.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  const facts = await readToken("reset", token);
  const [practiceId, userId] = facts?.id.split("~") ?? [];
  const known = practiceId && userId ? await readKnown(scopeOf(practiceId), userId) : undefined;
  if (!facts || !known) throw new Refusal("password-reset.link-invalid");
  const link = { known, generation: facts.generation };
  assertOpen(link, from);
  return link;
}

/** The same question again, of rows read later. @throws Refusal `password-reset.link-invalid` */
export function assertOpen({ known, generation }: ResetLink, from: { address: string; now: Date }): void {
  const isOpen = isResetOpen(known.user, generation, from.now) && !isClosed(known, from);
  if (!isOpen) throw new Refusal("password-reset.link-invalid");
}
