import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { type Sort, sortNames } from "../../../../shared/domain/directory-sorts.ts";
import { secondSteps } from "../../../../shared/domain/user-status.ts";
import { Email } from "./email.tsx";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { fullName, Standing, typeAndRoles, type User } from "./user-standing.tsx";

/** What both forms of the list of users are given. */
export interface UserListProps {
  readonly users: readonly User[];
  readonly isLoading: boolean;
  /** Absent for those who may not unlock. */
  readonly unlock: ((user: User) => void) | undefined;
  /** The user whose unlocking is under way. */
  readonly unlocking: string | undefined;
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
  const { users, isLoading, header, filter, pagination, empty, sort, isDescending, onSort, ...unlocking } = props;
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
      columnDefinitions={columnsOf(unlocking)}
      sortingColumn={{ sortingField: sort }}
      sortingDescending={isDescending}
      onSortingChange={({ detail }) =>
        onSort(
          sortNames.find((name) => name === detail.sortingColumn.sortingField) ?? "name",
          detail.isDescending ?? false,
        )
      }
      header={header}
      filter={filter}
      pagination={pagination}
      empty={empty}
      ariaLabels={{ tableLabel: "Users" }}
    />
  );
}

function columnsOf(unlocking: Pick<UserListProps, "unlock" | "unlocking">): TableProps.ColumnDefinition<User>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (user) => <PageLink to={`/users/${user.userId}`}>{fullName(user)}</PageLink>,
      sortingField: "name",
      isRowHeader: true,
      minWidth: 150,
    },
    {
      id: "email",
      header: "E-mail",
      sortingField: "email",
      cell: ({ email }) => <Email address={email} />,
      minWidth: 195,
    },
    { id: "type", header: "Type and roles", sortingField: "type", cell: typeAndRoles, minWidth: 150 },
    {
      id: "status",
      header: "Status",
      sortingField: "status",
      cell: (user) => <StandingWithUnlock user={user} {...unlocking} />,
      minWidth: 195,
    },
    {
      id: "second-step",
      header: "2-step",
      sortingField: "secondStep",
      cell: ({ secondStep }) => secondSteps[secondStep],
      minWidth: 125,
    },
    {
      id: "last-sign-in",
      header: "Last sign-in",
      sortingField: "lastSignInAt",
      cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} isRelative />,
      minWidth: 125,
    },
    {
      id: "invited",
      header: "Invited",
      sortingField: "invitedAt",
      cell: ({ invitedAt }) => <Moment at={invitedAt} isRelative />,
      minWidth: 110,
    },
  ];
}

/** The standing, with the one button that ends a lock. */
export function StandingWithUnlock({
  user,
  unlock,
  unlocking,
}: { user: User } & Pick<UserListProps, "unlock" | "unlocking">) {
  if (user.status !== "locked" || !unlock) return <Standing user={user} />;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Standing user={user} />
      <Button
        variant="inline-link"
        ariaLabel={`Unlock ${fullName(user)}`}
        loading={unlocking === user.userId}
        onClick={() => unlock(user)}
      >
        Unlock
      </Button>
    </SpaceBetween>
  );
}
