import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "../api/problem-error.ts";
import { type BulkActionName, bulkAction } from "./bulk-actions.ts";
import { NotChanged, type Refused } from "./bulk-result.tsx";
import { useNotices } from "./notices.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** What is done to whom. */
export interface Bulk {
  readonly name: BulkActionName;
  readonly users: readonly User[];
  readonly reason: string;
}

/** Does one thing to several users, one after another, and tells what came of each. */
export function useBulk(onDone: () => void) {
  const { tell, warn } = useNotices();
  const queries = useQueryClient();
  const [doneSoFar, setDoneSoFar] = useState(0);
  const { mutate, isPending } = useMutation({
    mutationFn: (bulk: Bulk) => runAll(bulk, setDoneSoFar),
    onSuccess: (refused, { name, users }) => {
      const header = `${users.length - refused.length} of ${users.length} ${bulkAction(name).done}`;
      if (refused.length === 0) tell(header);
      else warn(`${header}. ${refused.length} not changed`, <NotChanged refused={refused} />);
      onDone();
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
  });
  return { run: (bulk: Bulk) => mutate(bulk), isPending, doneSoFar };
}

/** A refusal stops nothing: the next one is asked. One after another, so that a step-up is asked for once. */
async function runAll({ name, users, reason }: Bulk, onProgress: (done: number) => void): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const [index, user] of users.entries()) {
    onProgress(index);
    try {
      await bulkAction(name).run({ userId: user.userId, reason, intention: crypto.randomUUID() });
    } catch (thrown) {
      refused.push({ userId: user.userId, name: fullName(user), why: problemOf(thrown).detail });
    }
  }
  return refused;
}
