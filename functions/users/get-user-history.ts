import type { userRoutes } from "../../shared/contract/users.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { historyPage } from "../../shared/http/history-page.ts";

/** What happened to one user. */
export const getUserHistory: Operation<typeof userRoutes.getUserHistory> = async (call) => {
  const user = await readUser(call.caller.scope, call.path.userId);
  if (!user) throw new Refusal("user.not-found");
  const { userId } = user;
  return historyPage(call, { route: "getUserHistory", of: { userId }, id: userId, name: fullNameOf(user) });
};
