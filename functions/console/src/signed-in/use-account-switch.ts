import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { fullName, type User } from "./user-standing.tsx";

interface Wanted {
  readonly action: "disable" | "enable";
  readonly reason: string;
}

/** Disables or enables a user and tells what came of it. */
export function useAccountSwitch(user: User, onDone: () => void) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  return useMutation({
    mutationFn: ({ action, reason }: Wanted) => {
      const ask = { path: { userId: user.userId }, body: { reason }, intention: intention.keyFor([action, reason]) };
      return action === "disable" ? users.disableUser(ask) : users.enableUser(ask);
    },
    onSuccess: (_, { action }) => {
      intention.fulfil();
      tell(
        `${fullName(user)} is ${action}d`,
        action === "disable" ? "Every open session has ended." : "Signing in works again.",
      );
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown, { action }) => complain(`${fullName(user)} could not be ${action}d`, thrown),
    onSettled: onDone,
  });
}
