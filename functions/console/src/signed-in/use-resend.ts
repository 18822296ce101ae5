import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "../api/problem-error.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** What came of one person's letter: nothing more to say, or why none left. */
export interface Outcome {
  readonly user: User;
  readonly why: string | undefined;
}

/** Sends invitations again, one after the other, and tells what came of each. */
export function useResend(onOutcomes: (outcomes: readonly Outcome[]) => void = () => {}) {
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const [sending, setSending] = useState<readonly string[]>([]);
  const send = async (user: User): Promise<Outcome & { readonly thrown?: unknown }> => {
    try {
      const path = { invitationId: user.invitationId ?? "" };
      await users.resendInvitation({ path, body: {}, intention: crypto.randomUUID() });
      return { user, why: undefined };
    } catch (thrown) {
      return { user, why: problemOf(thrown).detail, thrown };
    }
  };
  const sendAll = async (wanted: readonly User[]): Promise<void> => {
    setSending(wanted.map(({ userId }) => userId));
    const outcomes: (Outcome & { readonly thrown?: unknown })[] = [];
    for (const user of wanted) outcomes.push(await send(user));
    setSending([]);
    await queries.invalidateQueries({ queryKey: ["users"] });
    const [only] = outcomes;
    if (outcomes.length > 1 || !only) return onOutcomes(outcomes);
    if (only.why) complain(`${fullName(only.user)} got no letter`, only.thrown);
    else
      tell(
        `${fullName(only.user)} gets a new letter`,
        `It goes to ${only.user.email}.${only.user.isColleague ? "" : " The old link is dead."}`,
      );
  };
  return { sending, sendAll };
}
