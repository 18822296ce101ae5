import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { type Sort, sortNames } from "../../../../shared/domain/directory-sorts.ts";
import { columnsOf } from "./user-columns.tsx";
import { fullName, type User } from "./user-standing.tsx";
import type { Unlocking } from "./user-unlock.tsx";

/** What both forms of the list of users are given. */
export interface UserListProps extends Unlocking {
  readonly users: readonly User[];
  readonly isLoading: boolean;
  readonly columns: readonly Sort[];
  /** Absent for those who may do nothing to several at once. */
  readonly onSelected: ((users: readonly User[]) => void) | undefined;
  readonly selected: readonly User[];
  readonly header: ReactNode;
  readonly filter: ReactNode;
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly onSort: (sort: Sort, isDescending: boolean) => void;
  readonly pagination: ReactNode;
  readonly empty: ReactNode;
}

/** The list of users on a wide screen. */
export function UserTable(props: UserListProps) {
  const { users, isLoading, columns, sort, isDescending, onSort, selected, onSelected, unlock, unlocking } = props;
  const { header, filter, pagination, empty } = props;
  return (
    <Table
      variant="full-page"
      stickyHeader
      wrapLines
      enableKeyboardNavigation
      trackBy="userId"
      items={users}
      loading={isLoading}
      loadingText="Loading users"
      columnDefinitions={columnsOf(columns, { unlock, unlocking })}
      sortingColumn={{ sortingField: sort }}
      sortingDescending={isDescending}
      onSortingChange={({ detail }) =>
        onSort(
          sortNames.find((name) => name === detail.sortingColumn.sortingField) ?? "name",
          detail.isDescending ?? false,
        )
      }
      {...(onSelected && {
        selectionType: "multi" as const,
        selectedItems: selected,
        onSelectionChange: ({ detail }: { detail: { selectedItems: User[] } }) => onSelected(detail.selectedItems),
      })}
      header={header}
      filter={filter}
      pagination={pagination}
      empty={empty}
      ariaLabels={selectionLabels}
    />
  );
}

/** What the boxes beside users are called, also those of cards. */
export const selectionLabels = {
  tableLabel: "Users",
  selectionGroupLabel: "Users",
  allItemsSelectionLabel: () => "Select everybody on this page",
  itemSelectionLabel: (_: unknown, user: User) => `Select ${fullName(user)}`,
} as const;
