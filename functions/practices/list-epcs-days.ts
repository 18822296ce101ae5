import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { listDays } from "../../shared/data/epcs-days.ts";
import { isOfEpcs } from "../../shared/domain/epcs.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** The newest daily lists, for who oversees EPCS or was designated for it. */
export const listEpcsDays: Operation<typeof practiceRoutes.listEpcsDays> = async ({ caller }) => {
  const { scope, user, permissions } = caller;
  const isAllowed = permissions.has("epcs:oversee") || (isOfEpcs(user) && user.epcs?.designatedAt.length !== 0);
  if (!isAllowed) throw new Refusal("epcs.not-yours");
  const days = await listDays(scope);
  return { days: days.map(({ date, count, lines, writtenAt }) => ({ date, count, writtenAt, lines: [...lines] })) };
};
