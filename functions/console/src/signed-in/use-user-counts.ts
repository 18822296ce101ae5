import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { UserCounts } from "../../../../shared/contract/user-list.ts";
import { users } from "./calls.ts";
import { useMay } from "./session.tsx";

/** How many users there are, as of a moment. */
export type UserCountsShown = z.output<typeof UserCounts>;

/** The counts of the practice's users for those who may see users; they follow changes as the list does. */
export function useUserCounts() {
  const seesUsers = useMay("users:read");
  return useQuery({ queryKey: ["users", "counts"], queryFn: () => users.countUsers(), enabled: seesUsers });
}
