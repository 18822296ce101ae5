import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Cards from "@cloudscape-design/components/cards";
import Checkbox from "@cloudscape-design/components/checkbox";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { type ReactNode, useState } from "react";
import type * as z from "zod/mini";
import type { ImportRow } from "../../../../shared/contract/invitation-imports.ts";
import { writeCsv } from "../../../../shared/csv/write-csv.ts";
import { importFields } from "../../../../shared/domain/import-columns.ts";
import { type ImportOutcome, importOutcomes } from "../../../../shared/domain/import-outcome.ts";
import { saveCsv } from "./save-csv.ts";
import { Status } from "./status.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";

type Row = z.output<typeof ImportRow>;
const rowsAPage = 25;

const shownAs: Readonly<Record<ImportOutcome, StatusIndicatorProps.Type>> = {
  "to-invite": "pending",
  invited: "success",
  "already-invited": "info",
  "already-user": "info",
  error: "error",
};

interface ImportRowsProps {
  readonly rows: readonly Row[];
  readonly title: string;
  readonly actions?: ReactNode;
}

/** The rows of a file with what becomes of each; those with errors by themselves, and as a file to correct. */
export function ImportRows({ rows, title, actions }: ImportRowsProps) {
  const [isOnlyErrors, setIsOnlyErrors] = useState(false);
  const [page, setPage] = useState(1);
  const isNarrow = useNarrowScreen();
  const errors = rows.filter(({ outcome }) => outcome === "error");
  const shown = isOnlyErrors ? errors : rows;
  const parts = {
    items: shown.slice((page - 1) * rowsAPage, page * rowsAPage),
    trackBy: (row: Row) => String(row.line),
    empty: "No row has an error.",
    header: (
      <Header variant="h2" counter={`(${rows.length})`} actions={actions}>
        {title}
      </Header>
    ),
    filter: (
      <div className="import-filter">
        <Checkbox
          checked={isOnlyErrors}
          onChange={({ detail }) => {
            setIsOnlyErrors(detail.checked);
            setPage(1);
          }}
        >
          Only rows with errors ({errors.length})
        </Checkbox>
        {errors.length > 0 && (
          <Button iconName="download" onClick={() => saveCsv("import-errors.csv", fileOf(errors))}>
            Download errors
          </Button>
        )}
      </div>
    ),
    pagination: (
      <Pagination
        currentPageIndex={page}
        pagesCount={Math.max(1, Math.ceil(shown.length / rowsAPage))}
        onChange={({ detail }) => setPage(detail.currentPageIndex)}
        ariaLabels={{
          paginationLabel: "Pages of rows",
          nextPageLabel: "Next page of rows",
          previousPageLabel: "Previous page of rows",
          pageLabel: (number) => `Page ${number} of rows`,
        }}
      />
    ),
  };
  return isNarrow ? <RowCards parts={parts} /> : <RowTable parts={parts} label={title} />;
}

interface Parts {
  readonly items: readonly Row[];
  readonly trackBy: (row: Row) => string;
  readonly empty: string;
  readonly header: ReactNode;
  readonly filter: ReactNode;
  readonly pagination: ReactNode;
}

function RowTable({ parts, label }: { parts: Parts; label: string }) {
  return (
    <Table
      {...parts}
      wrapLines
      ariaLabels={{ tableLabel: label }}
      columnDefinitions={[
        { id: "line", header: "Line", cell: ({ line }) => line, width: 80 },
        { id: "name", header: "Name", cell: nameOf, isRowHeader: true, minWidth: 140 },
        { id: "email", header: "E-mail", cell: ({ email }) => email || "-", minWidth: 200 },
        { id: "outcome", header: "What happens", cell: (row) => <Outcome row={row} />, minWidth: 260 },
      ]}
    />
  );
}

function RowCards({ parts }: { parts: Parts }) {
  return (
    <Cards
      {...parts}
      cardDefinition={{
        header: nameOf,
        sections: [
          { id: "outcome", content: (row) => <Outcome row={row} /> },
          { id: "email", header: "E-mail", content: ({ email }) => email || "-" },
          { id: "line", header: "Line", content: ({ line }) => line },
        ],
      }}
    />
  );
}

const nameOf = ({ firstName, lastName, line }: Row): string => `${firstName} ${lastName}`.trim() || `Line ${line}`;
const complaintsOf = ({ errors = [] }: Row): string[] =>
  errors.map(({ field, detail }) => `${importFields[field].title} ${detail}`);

function Outcome({ row }: { row: Row }) {
  return (
    <>
      <Status type={shownAs[row.outcome]}>{importOutcomes[row.outcome].title}</Status>
      {complaintsOf(row).map((complaint) => (
        <Box key={complaint} color="text-body-secondary" fontSize="body-s">
          {complaint}
        </Box>
      ))}
    </>
  );
}

/** The rows with errors as a file that can be corrected and imported, with a column that says what is wrong. */
function fileOf(rows: readonly Row[]): string {
  const { firstName, lastName, email } = importFields;
  const titles = [firstName.title, lastName.title, email.title, "Line", "What is wrong"];
  const lines = rows.map((row) => [
    ...[row.firstName, row.lastName, row.email, String(row.line)],
    complaintsOf(row).join("; "),
  ]);
  return writeCsv([titles, ...lines]);
}
