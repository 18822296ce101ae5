import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type * as z from "zod/mini";
import type { ImportView } from "../../../../shared/contract/invitation-imports.ts";
import { users } from "./calls.ts";
import { ImportRows } from "./import-rows.tsx";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

export type View = z.output<typeof ImportView>;

/** The last step: invites one group after the other, and shows what became of each row. */
export function ImportRun({ importId }: { importId: string }) {
  const { view, error, goOn } = useImportRun(importId);
  const again = (
    <SpaceBetween direction="horizontal" size="xs">
      <PageButton to="/users/import">Import another file</PageButton>
      <PageButton to="/users" variant="primary">
        Go to the users
      </PageButton>
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="l">
      {error !== undefined && <ProblemAlert thrown={error} header="The import has stopped" onRetry={goOn} />}
      {!view && error === undefined && <Container>Loading the import</Container>}
      {view?.state === "running" && <Progress view={view} />}
      {view?.state === "done" && (
        <div role="status">
          <Alert type="success" header={`${people(view.counts.invited)} invited`}>
            {skippedOf(view)}
          </Alert>
        </div>
      )}
      {view?.state === "done" && view.rows && <ImportRows rows={view.rows} title="Result" actions={again} />}
    </SpaceBetween>
  );
}

const people = (count: number): string => `${count} ${count === 1 ? "person is" : "people are"}`;

/** What was left out, and why, in one sentence. */
export function skippedOf({ counts }: View): string {
  const told = [
    [counts["already-invited"], "invited before"],
    [counts["already-user"], "already a user"],
    [counts.error, "with an error"],
  ].filter(([count]) => count !== 0);
  if (told.length === 0) return "No row is skipped.";
  return `Skipped: ${told.map(([count, what]) => `${count} ${what}`).join(", ")}.`;
}

function Progress({ view }: { view: View }) {
  const done = view.total - view.counts["to-invite"];
  return (
    <Container>
      <SpaceBetween size="s">
        <label htmlFor="import-progress">
          {done} of {view.total} rows are done
        </label>
        <progress id="import-progress" max={view.total} value={done} />
        <Box color="text-body-secondary">
          Keep this page open. If it closes, come back to this address: the import goes on where it was, and nobody is
          invited twice.
        </Box>
      </SpaceBetween>
    </Container>
  );
}

/** Works on an import while its page is shown. */
function useImportRun(importId: string) {
  const queries = useQueryClient();
  const [view, setView] = useState<View>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt goes on anew
  useEffect(() => {
    let isShown = true;
    const show = (next: View) => isShown && setView(next);
    const run = async () => {
      const path = { importId };
      let latest = await users.getImport({ path });
      show(latest);
      if (latest.state === "done") return;
      while (isShown && latest.state === "running") {
        latest = await users.continueImport({ path });
        if (latest.state === "running") show(latest);
      }
      show(await users.getImport({ path }));
      await queries.invalidateQueries({ queryKey: ["users"] });
    };
    run().catch((thrown) => isShown && setError(thrown));
    return () => {
      isShown = false;
    };
  }, [importId, attempt, queries]);
  const goOn = () => {
    setError(undefined);
    setAttempt((before) => before + 1);
  };
  return { view, error, goOn };
}
