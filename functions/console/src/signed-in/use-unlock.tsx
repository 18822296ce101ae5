import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { clockTime } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { useSession } from "./session.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Ends a user's lock and tells what was cleared, and when the identity service lets him in again. */
export function useUnlock(): { readonly unlock: (user: User) => void; readonly unlocking: string | undefined } {
  const { timeZone } = useSession();
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ userId }: User) => users.unlockUser({ path: { userId }, intention: intention.keyFor(userId) }),
    onSuccess: ({ clearedPasswordTries, clearedCodeTries, innerLockUntil, user }) => {
      intention.fulfil();
      const cleared = `${count(clearedPasswordTries, "password try", "password tries")} and ${count(clearedCodeTries, "code try", "code tries")} were cleared.`;
      const inner = innerLockUntil
        ? ` The identity service may still refuse him until about ${clockTime(innerLockUntil, timeZone)}.`
        : " He can sign in at once.";
      tell(`${fullName(user)} is unlocked`, cleared + inner);
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown, user) => complain(`${fullName(user)} could not be unlocked`, thrown),
  });
  return { unlock: mutate, unlocking: isPending ? variables.userId : undefined };
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
