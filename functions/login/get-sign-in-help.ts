import type { loginRoutes } from "../../shared/contract/login.ts";
import { listManagers } from "../../shared/data/users.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Names shown; who is to be asked is one of them. */
const mostNames = 5;

/** Who manages the users of the practice, for somebody whose password was right. Source: PRODUCT.md A15. */
export const getSignInHelp: Operation<typeof loginRoutes.getSignInHelp> = async ({ pending, now }) => {
  const managers = await listManagers(pending.scope, now);
  const others = managers.filter(({ userId }) => userId !== pending.user.userId);
  return { practiceName: pending.practice.name, managers: others.slice(0, mostNames).map(fullNameOf) };
};
