import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { users } from "./calls.ts";
import { FilterChoice } from "./filter-choice.tsx";
import { InvitationCards, InvitationTable } from "./invitation-list.tsx";
import { ListProblem, nothingLoaded } from "./list-problem.tsx";
import { usePageTitle } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ReloadList } from "./reload-list.tsx";
import { useMay } from "./session.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";
import { type PagedList, usePagedList } from "./use-paged-list.ts";
import { type Outcome, useResend } from "./use-resend.ts";
import { useUserFilter } from "./user-filter.ts";
import { optionsOf } from "./user-filter-choices.ts";
import { Search } from "./user-filters.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Everybody who was invited and has not registered, whatever became of the letter; nothing leaves the list because it expired. */
export function InvitationsPage() {
  const filtering = useUserFilter();
  const { filter, change, show, isFiltered } = filtering;
  const query = { ...filter, invitation: filter.invitation ?? "any" } as const;
  const list = usePagedList(["users", "invitations", query], (cursor) =>
    users.listUsers({ query: { ...query, limit: 25, cursor } }),
  );
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const { sending, sendAll } = useResend((told) => {
    setOutcomes(told);
    setChosen([]);
  });
  const List = useNarrowScreen() ? InvitationCards : InvitationTable;
  return (
    <>
      <ListProblem list={list} of="invitations" />
      <List
        users={list.error ? [] : list.items}
        isLoading={list.isLoading}
        chosen={chosen}
        onChosen={setChosen}
        header={
          <InvitationsHeader
            list={list}
            chosen={chosen.length}
            isSending={sending.length > 0}
            onSend={() => void sendAll(chosen)}
          />
        }
        filter={
          <SpaceBetween size="s">
            <Outcomes outcomes={outcomes} onDismiss={() => setOutcomes([])} />
            <InvitationFilters {...filtering} />
          </SpaceBetween>
        }
        sort={filter.sort ?? "name"}
        isDescending={filter.direction === "descending"}
        onSort={(sort, isDescending) => change({ sort, direction: isDescending ? "descending" : "ascending" })}
        pagination={<PagesOfList list={list} of="invitations" />}
        empty={list.error ? nothingLoaded : <Nobody isFiltered={isFiltered} onClear={() => show({})} />}
      />
    </>
  );
}

interface HeaderProps {
  readonly list: PagedList<User>;
  readonly chosen: number;
  readonly isSending: boolean;
  readonly onSend: () => void;
}

function InvitationsHeader({ list, chosen, isSending, onSend }: HeaderProps) {
  const heading = usePageTitle("Invitations");
  const mayInvite = useMay("users:invite");
  return (
    <Header
      variant="awsui-h1-sticky"
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <ReloadList list={list} of="the invitations" />
          {mayInvite && (
            <Button disabled={chosen === 0} loading={isSending} loadingText="Sending" onClick={onSend}>
              {chosen === 0 ? "Send chosen again" : `Send ${chosen} again`}
            </Button>
          )}
          {mayInvite && (
            <PageButton to="/users/invite" variant="primary">
              Invite user
            </PageButton>
          )}
        </SpaceBetween>
      }
    >
      <span ref={heading}>Invitations</span>
    </Header>
  );
}

function InvitationFilters({ filter, isFiltered, change, show }: ReturnType<typeof useUserFilter>) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="end">
      <Search shown={filter.search ?? ""} onSearch={(search) => change({ search })} />
      <FormField label="Delivery">
        <FilterChoice
          value={filter.invitation}
          options={optionsOf("invitation")}
          onChosen={(value) => change({ invitation: value as typeof filter.invitation })}
        />
      </FormField>
      <FormField label="Source">
        <FilterChoice
          value={filter.source}
          options={optionsOf("source")}
          onChosen={(value) => change({ source: value as typeof filter.source })}
        />
      </FormField>
      {isFiltered && <Button onClick={() => show({})}>Clear filters</Button>}
    </SpaceBetween>
  );
}

/** What came of each person's letter. */
function Outcomes({ outcomes, onDismiss }: { outcomes: readonly Outcome[]; onDismiss: () => void }) {
  if (outcomes.length === 0) return null;
  const refused = outcomes.filter(({ why }) => why !== undefined);
  return (
    <Alert
      type={refused.length > 0 ? "warning" : "success"}
      header={`${outcomes.length - refused.length} of ${outcomes.length} invitations were sent again`}
      dismissible
      dismissAriaLabel="Dismiss the result"
      onDismiss={onDismiss}
    >
      <ul>
        {outcomes.map(({ user, why }) => (
          <li key={user.userId}>
            {fullName(user)}: {why ?? "sent again"}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Nobody({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) return "Nobody is waiting: everybody who was invited has registered.";
  return (
    <SpaceBetween size="s" alignItems="center">
      <span>No matches. No invitation fits these filters.</span>
      <Button onClick={onClear}>Clear filters</Button>
    </SpaceBetween>
  );
}
