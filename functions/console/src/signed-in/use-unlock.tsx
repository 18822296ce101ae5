import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { fullName, type User } from "./user-standing.tsx";

interface Wanted {
  readonly user: User;
  /** What the caller said, where somebody asked. */
  readonly pin?: string | undefined;
}
interface Outcomes {
  readonly onDone?: () => void;
  /** Shows why not; a notice does where nobody else wants to. */
  readonly onError?: (thrown: unknown) => void;
}

/** Ends a user's lock and tells what was cleared, and when the identity service lets him in again. */
export function useUnlock({ onDone, onError }: Outcomes = {}) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ user: { userId }, pin }: Wanted) =>
      users.unlockUser({ path: { userId }, body: { pin }, intention: intention.keyFor([userId, pin]) }),
    onSuccess: ({ clearedPasswordTries, clearedKnownBrowserTries, clearedCodeTries, innerLockUntil, user }) => {
      intention.fulfil();
      const known = clearedKnownBrowserTries > 0 ? `, ${clearedKnownBrowserTries} more in the user's own browsers` : "";
      const cleared = `${count(clearedPasswordTries, "password try", "password tries")}${known} and ${count(clearedCodeTries, "code try", "code tries")} were cleared.`;
      tell(`${fullName(user)} is unlocked`, `${cleared} ${whenIn(innerLockUntil)}`);
      onDone?.();
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown, { user }) =>
      onError ? onError(thrown) : complain(`${fullName(user)} could not be unlocked`, thrown),
  });
  return {
    unlock: (user: User, pin?: string) => mutate({ user, pin }),
    unlocking: isPending ? variables.user.userId : undefined,
  };
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** The identity service counts wrong passwords too and lets nobody in for a few seconds; Unlock cannot end that. */
function whenIn(innerLockUntil: string | undefined): string {
  const seconds = innerLockUntil ? Math.ceil((Date.parse(innerLockUntil) - Date.now()) / 1000) : 0;
  if (seconds <= 0) return "Signing in works at once.";
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `Signing in works in about ${wait}, when the identity service's own short lock is over.`;
}
