import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Ends a user's lock and tells what was cleared, and when the identity service lets him in again. */
export function useUnlock(): { readonly unlock: (user: User) => void; readonly unlocking: string | undefined } {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ userId }: User) => users.unlockUser({ path: { userId }, intention: intention.keyFor(userId) }),
    onSuccess: ({ clearedPasswordTries, clearedKnownBrowserTries, clearedCodeTries, innerLockUntil, user }) => {
      intention.fulfil();
      const known = clearedKnownBrowserTries > 0 ? `, ${clearedKnownBrowserTries} more in the user's own browsers` : "";
      const cleared = `${count(clearedPasswordTries, "password try", "password tries")}${known} and ${count(clearedCodeTries, "code try", "code tries")} were cleared.`;
      tell(`${fullName(user)} is unlocked`, `${cleared} ${whenIn(innerLockUntil)}`);
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown, user) => complain(`${fullName(user)} could not be unlocked`, thrown),
  });
  return { unlock: mutate, unlocking: isPending ? variables.userId : undefined };
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** The identity service counts wrong passwords too and lets nobody in for a few seconds; Unlock cannot end that. */
function whenIn(innerLockUntil: string | undefined): string {
  const seconds = innerLockUntil ? Math.ceil((Date.parse(innerLockUntil) - Date.now()) / 1000) : 0;
  if (seconds <= 0) return "Signing in works at once.";
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `Signing in works in about ${wait}, when the identity service's own short lock is over.`;
}
