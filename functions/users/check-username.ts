import type { userRoutes } from "../../shared/contract/users.ts";
import { isUsernameFree } from "../../shared/data/accounts.ts";
import { countRequest } from "../../shared/data/counters.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Names that one person may ask for in five minutes: enough to add people, too few to list who is where. */
const asksPerPerson = 60;

/** Whether a username is free now; the reservation decides in the end. Source: PRODUCT.md U2. */
export const checkUsername: Operation<typeof userRoutes.checkUsername> = async ({ caller, query, now }) => {
  const isWithin = await countRequest(`username.${caller.user.userId}`, asksPerPerson, now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  return { isFree: await isUsernameFree(query.username) };
};
