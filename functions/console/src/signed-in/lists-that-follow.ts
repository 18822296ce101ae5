import { MutationCache, type QueryClient } from "@tanstack/react-query";

/** Lists and counts of users are a little behind what was changed; after these pauses they have it. */
const pausesMs = [1000, 3000] as const;
const followed = [
  ["users", "list"],
  ["users", "counts"],
] as const;

/**
 * Asks lists and counts again after a change that was made here, and only then: asking all the time would keep an idle session
 * alive. What is not shown is only marked as old.
 * @param queries the client, which does not exist yet when its caches are made
 */
export const listsThatFollow = (queries: () => QueryClient): MutationCache =>
  new MutationCache({
    onSuccess: () => {
      for (const pause of pausesMs) setTimeout(() => askAgain(queries()), pause);
    },
  });

function askAgain(queries: QueryClient): void {
  for (const queryKey of followed) void queries.invalidateQueries({ queryKey });
}
