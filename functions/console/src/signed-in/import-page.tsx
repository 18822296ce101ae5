import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { ColumnsChosen } from "../../../../shared/domain/import-columns.ts";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { ImportColumns } from "./import-columns.tsx";
import { type ChosenFile, ImportFileField } from "./import-file-field.tsx";
import { ImportRows } from "./import-rows.tsx";
import { ImportRun, skippedOf, type View } from "./import-run.tsx";
import { Page } from "./page.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** Invites people from a file, step by step. The address names an import that was begun, so that it can be come back to. */
export function ImportPage() {
  const [query, setQuery] = useSearchParams();
  const importId = query.get("import");
  if (importId)
    return (
      <Page title="Import users" description="Step 4 of 4: the invitations are made.">
        <ImportRun key={importId} importId={importId} />
      </Page>
    );
  return <Preparation onBegun={(begun) => setQuery({ import: begun }, { replace: true })} />;
}

interface Prepared {
  readonly file: ChosenFile;
  readonly columns?: ColumnsChosen;
}

const steps = {
  file: "Step 1 of 4: choose a file.",
  columns: "Step 2 of 4: say which column holds what.",
  rows: "Step 3 of 4: see what would happen. Nothing is written yet.",
} as const;

function Preparation({ onBegun }: { onBegun: (importId: string) => void }) {
  const [prepared, setPrepared] = useState<Prepared>();
  const intention = useIntention();
  const check = useMutation({ mutationFn: (body: Asked) => ask(body, "true", intention.keyFor(["check", body])) });
  const begin = useMutation({
    mutationFn: (body: Asked) => ask(body, undefined, intention.keyFor(body)),
    onSuccess: ({ importId }) => importId && onBegun(importId),
  });
  const leave = (next: Prepared | undefined) => {
    check.reset();
    begin.reset();
    setPrepared(next);
  };
  const step = !prepared ? "file" : check.data ? "rows" : "columns";
  const body = prepared && { csv: prepared.file.csv, columns: { ...prepared.columns } };
  return (
    <Page title="Import users" description={steps[step]}>
      <SpaceBetween size="l">
        {check.error && <ProblemAlert thrown={check.error} header="The file could not be looked at" />}
        {begin.error && <ProblemAlert thrown={begin.error} header="The import has not begun" />}
        {!prepared && <ImportFileField onChosen={(file) => setPrepared({ file })} />}
        {prepared && step === "columns" && (
          <ImportColumns
            file={prepared.file}
            isChecking={check.isPending}
            onBack={() => leave(undefined)}
            onChosen={(columns) => {
              setPrepared({ ...prepared, columns });
              check.mutate({ csv: prepared.file.csv, columns: { ...columns } });
            }}
          />
        )}
        {body && check.data?.rows && (
          <ImportRows
            rows={check.data.rows}
            title="Rows"
            actions={
              <Confirmation
                view={check.data}
                isBeginning={begin.isPending}
                onBack={() => leave({ file: prepared.file })}
                onConfirm={() => begin.mutate(body)}
              />
            }
          />
        )}
        {check.data && <p>{skippedOf(check.data)}</p>}
      </SpaceBetween>
    </Page>
  );
}

type Asked = Parameters<typeof users.importInvitations>[0]["body"];
const ask = (body: Asked, dryRun: "true" | undefined, intention: string) =>
  users.importInvitations({ body, query: { dryRun }, intention });

interface ConfirmationProps {
  readonly view: View;
  readonly isBeginning: boolean;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
}

function Confirmation({ view: { total, counts }, isBeginning, onBack, onConfirm }: ConfirmationProps) {
  const create = counts["to-invite"];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={onBack}>
        Back
      </Button>
      <Button
        variant="primary"
        loading={isBeginning}
        loadingText="Beginning the import"
        disabled={create === 0}
        disabledReason="Nobody in this file can be invited."
        onClick={() => !isBeginning && onConfirm()}
      >
        {`Create ${create}, skip ${total - create}`}
      </Button>
    </SpaceBetween>
  );
}
