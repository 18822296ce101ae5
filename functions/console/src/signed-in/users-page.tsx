import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { BulkMenu, useBulkActions } from "./bulk-menu.tsx";
import { users } from "./calls.ts";
import { ChooseColumns } from "./columns-dialog.tsx";
import { ListProblem, nothingLoaded } from "./list-problem.tsx";
import { clockTime } from "./moment.tsx";
import { usePageTitle } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ReloadList } from "./reload-list.tsx";
import { useMay, useSession } from "./session.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";
import { type PagedList, usePagedList } from "./use-paged-list.ts";
import { useUnlock } from "./use-unlock.tsx";
import { type UserCountsShown, useUserCounts } from "./use-user-counts.ts";
import { UserCards } from "./user-cards.tsx";
import { useShownColumns } from "./user-columns.tsx";
import { UserFiles } from "./user-files.tsx";
import { useUserFilter } from "./user-filter.ts";
import { UserFilters } from "./user-filters.tsx";
import { UserKinds } from "./user-kinds.tsx";
import type { User } from "./user-standing.tsx";
import { UserTable } from "./user-table.tsx";

/** Everybody of the practice, invited and registered: searched, narrowed, sorted, and changed several at once. */
export function UsersPage() {
  const filtering = useUserFilter();
  const { filter, isFiltered, change, show } = filtering;
  const list = usePagedList(["users", "list", filter], (cursor) =>
    users.listUsers({ query: { ...filter, limit: 25, cursor } }),
  );
  const { data: counts } = useUserCounts();
  const [columns, showColumns] = useShownColumns();
  const bulk = useSelection(list.items);
  const mayUnlock = useMay("users:unlock");
  const { unlock, unlocking } = useUnlock();
  const isNarrow = useNarrowScreen();
  const empty = isFiltered ? <NoMatch hasMore={list.hasMore} onClear={() => show({})} /> : <NoUsers />;
  const List = isNarrow ? UserCards : UserTable;
  return (
    <>
      <ListProblem list={list} of="users" />
      <List
        users={list.error ? [] : list.items}
        isLoading={list.isLoading}
        columns={columns}
        selected={bulk.selected}
        onSelected={bulk.select}
        unlock={mayUnlock ? unlock : undefined}
        unlocking={unlocking}
        header={
          <UsersHeader list={list} counts={counts}>
            {!isNarrow && <ChooseColumns shown={columns} onShow={showColumns} />}
            {bulk.select && <BulkMenu selected={bulk.selected} onDone={() => bulk.select?.([])} />}
          </UsersHeader>
        }
        filter={
          <SpaceBetween size="s">
            <UserKinds shown={filter.type} counts={counts} onShow={(type) => change({ type })} />
            <UserFilters {...filtering} />
          </SpaceBetween>
        }
        sort={filter.sort ?? "name"}
        isDescending={filter.direction === "descending"}
        onSort={(sort, isDescending) => change({ sort, direction: isDescending ? "descending" : "ascending" })}
        pagination={<PagesOfList list={list} of="users" />}
        empty={list.error ? nothingLoaded : empty}
      />
    </>
  );
}

/** Those chosen among those shown; nobody is chosen who is not seen. */
function useSelection(shown: readonly User[]) {
  const [chosen, choose] = useState<readonly string[]>([]);
  const mayDoSomething = useBulkActions().length > 0;
  const select = (selected: readonly User[]) => choose(selected.map(({ userId }) => userId));
  return {
    selected: shown.filter(({ userId }) => chosen.includes(userId)),
    select: mayDoSomething ? select : undefined,
  };
}

interface UsersHeaderProps {
  readonly list: PagedList<unknown>;
  readonly counts: UserCountsShown | undefined;
  readonly children: ReactNode;
}

function UsersHeader({ list, counts, children }: UsersHeaderProps) {
  const heading = usePageTitle("Users");
  const mayInvite = useMay("users:invite");
  const { timeZone } = useSession();
  return (
    <Header
      variant="awsui-h1-sticky"
      {...(counts && { counter: `(${counts.all.toLocaleString("en-US")})` })}
      {...(counts?.asOf && { description: `Counted as of ${clockTime(counts.asOf, timeZone)}.` })}
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <ReloadList list={list} of="the users" />
          {children}
          <UserFiles />
          {mayInvite && <PageButton to="/users/invite">Invite user</PageButton>}
          {mayInvite && (
            <PageButton to="/users/new" variant="primary">
              Add user
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
