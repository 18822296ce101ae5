import Box from "@cloudscape-design/components/box";
import Cards from "@cloudscape-design/components/cards";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { useNarrowScreen } from "./use-narrow-screen.ts";

interface LineListProps<T> {
  /** What the lines are, as "SFTP requests". */
  readonly of: string;
  /** Undefined while they are loaded. */
  readonly lines: readonly T[] | undefined;
  readonly nameOf: (line: T) => string;
  /** What stands where there is none. */
  readonly none: string;
  /** The first names the line. */
  readonly columns: readonly Column<T>[];
}

interface Column<T> {
  readonly header: string;
  readonly cell: (line: T) => ReactNode;
  /** Something to do with the line, which a card shows without the header. */
  readonly isAction?: boolean;
}

/** Lines of a list that are only looked at and followed: a table, or a card each on a phone. */
export function LineList<T>({ of, lines, nameOf, none, columns: [first, ...others] }: LineListProps<T>) {
  const isNarrow = useNarrowScreen();
  const shared = {
    items: lines ?? [],
    loading: lines === undefined,
    loadingText: `Loading the ${of}`,
    empty: <Box textAlign="center">{none}</Box>,
  };
  if (isNarrow) {
    return (
      <Cards
        {...shared}
        ariaLabels={{ itemSelectionLabel: (_, line) => nameOf(line), selectionGroupLabel: of }}
        cardDefinition={{
          header: first?.cell ?? nameOf,
          sections: [
            {
              id: "facts",
              content: (line) => <Facts line={line} columns={others.filter(({ isAction }) => !isAction)} />,
            },
            ...others.filter(({ isAction }) => isAction).map(({ header, cell }) => ({ id: header, content: cell })),
          ],
        }}
      />
    );
  }
  return (
    <Table
      {...shared}
      wrapLines
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: of }}
      columnDefinitions={[first, ...others].map((column) => ({
        ...{ id: column?.header ?? "name", header: column?.header, cell: column?.cell ?? nameOf },
        ...{ isRowHeader: column === first, minWidth: 120 },
      }))}
    />
  );
}

function Facts<T>({ line, columns }: { line: T; columns: readonly Column<T>[] }) {
  return (
    <KeyValuePairs
      columns={2}
      minColumnWidth={120}
      items={columns.map(({ header, cell }) => ({ label: header, value: cell(line) }))}
    />
  );
}
