import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { users } from "./calls.ts";
import { usePageTitle } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";
import { type PagedList, usePagedList } from "./use-paged-list.ts";
import { useUnlock } from "./use-unlock.tsx";
import { UserCards } from "./user-cards.tsx";
import { useUserFilter } from "./user-filter.ts";
import { UserFilters } from "./user-filters.tsx";
import { UserTable } from "./user-table.tsx";

/** Everybody of the practice, invited and registered, by last name. */
export function UsersPage() {
  const filtering = useUserFilter();
  const { filter, isFiltered, change, show } = filtering;
  const list = usePagedList(["users", "list", filter], (cursor) =>
    users.listUsers({ query: { ...filter, limit: 25, cursor } }),
  );
  const mayUnlock = useMay("users:unlock");
  const { unlock, unlocking } = useUnlock();
  const isNarrow = useNarrowScreen();
  const empty = isFiltered ? <NoMatch hasMore={list.hasMore} onClear={() => show({})} /> : <NoUsers />;
  const List = isNarrow ? UserCards : UserTable;
  return (
    <>
      {list.error !== null && (
        <ProblemAlert thrown={list.error} header="The users could not be loaded" onRetry={list.reload} />
      )}
      <List
        users={list.error ? [] : list.items}
        isLoading={list.isLoading}
        unlock={mayUnlock ? unlock : undefined}
        unlocking={unlocking}
        header={<UsersHeader list={list} />}
        filter={<UserFilters {...filtering} />}
        sort={filter.sort ?? "name"}
        isDescending={filter.direction === "descending"}
        onSort={(sort, isDescending) => change({ sort, direction: isDescending ? "descending" : "ascending" })}
        pagination={<PagesOfList list={list} of="users" />}
        empty={list.error ? "Nothing could be loaded." : empty}
      />
    </>
  );
}

function UsersHeader({ list }: { list: PagedList<unknown> }) {
  const heading = usePageTitle("Users");
  const mayInvite = useMay("users:invite");
  return (
    <Header
      variant="awsui-h1-sticky"
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel="Load the users again"
            loading={list.isReloading}
            loadingText="Loading the users again"
            onClick={list.reload}
          />
          {mayInvite && (
            <PageButton to="/users/invite" variant="primary">
              Invite user
            </PageButton>
          )}
        </SpaceBetween>
      }
    >
      <span ref={heading}>Users</span>
    </Header>
  );
}

function NoMatch({ hasMore, onClear }: { hasMore: boolean; onClear: () => void }) {
  return (
    <SpaceBetween size="s" alignItems="center">
      <span>{hasMore ? "Nobody on this page. Go on to the next one." : "No matches. Nobody fits these filters."}</span>
      <Button onClick={onClear}>Clear filters</Button>
    </SpaceBetween>
  );
}

function NoUsers() {
  const mayInvite = useMay("users:invite");
  return (
    <SpaceBetween size="s" alignItems="center">
      <span>No users yet. Invite your team, so that everybody signs in under the own name.</span>
      {mayInvite && <PageButton to="/users/invite">Invite user</PageButton>}
    </SpaceBetween>
  );
}
