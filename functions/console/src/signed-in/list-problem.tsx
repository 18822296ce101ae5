import Box from "@cloudscape-design/components/box";
import { ProblemAlert } from "./problem-alert.tsx";
import type { PagedList } from "./use-paged-list.ts";

/** Above the table of a page: why the list could not be loaded, with the way to try again; nothing when it could. */
export function ListProblem({ list, of }: { list: PagedList<unknown>; of: string }) {
  if (list.error === null) return null;
  return (
    <Box margin={{ bottom: "s" }}>
      <ProblemAlert thrown={list.error} header={`The ${of} could not be loaded`} onRetry={list.reload} />
    </Box>
  );
}

/** What stands in a table instead of rows that could not be loaded. */
export const nothingLoaded = "Nothing could be loaded.";
