import Box from "@cloudscape-design/components/box";
import Cards from "@cloudscape-design/components/cards";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { type Sort, sortNames } from "../../../../shared/domain/directory-sorts.ts";
import { invitationSources } from "../../../../shared/domain/invitation.ts";
import { Email } from "./email.tsx";
import { InvitationActions } from "./invitation-actions.tsx";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { colleagueTitle, fullName, InvitationStanding, type User } from "./user-standing.tsx";

/** What both forms of the list of invitations are given. */
export interface InvitationListProps {
  readonly users: readonly User[];
  readonly isLoading: boolean;
  readonly chosen: readonly User[];
  readonly onChosen: (users: readonly User[]) => void;
  readonly header: ReactNode;
  readonly filter: ReactNode;
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly onSort: (sort: Sort, isDescending: boolean) => void;
  readonly pagination: ReactNode;
  readonly empty: ReactNode;
}

const name = (user: User) => (user.isColleague ? <Colleague user={user} /> : <PageOfUser user={user} />);
const PageOfUser = ({ user }: { user: User }) => <PageLink to={`/users/${user.userId}`}>{fullName(user)}</PageLink>;
const Colleague = ({ user }: { user: User }) => (
  <>
    {fullName(user)}
    <Box variant="small" display="block">
      {colleagueTitle}
    </Box>
  </>
);
const email = (user: User) => user.email && <Email address={user.email} />;
const sent = ({ invitationSends = 1, invitationSentAt }: User) => (
  <>
    {invitationSends === 1 ? "Once" : `${invitationSends} times`}, <Moment at={invitationSentAt} isRelative />
  </>
);
const expires = ({ invitationExpiresAt }: User) => <Moment at={invitationExpiresAt} isRelative otherwise="-" />;
const delivery = (user: User) => <InvitationStanding state={user.invitation} />;
const source = ({ invitationSource }: User) => (invitationSource ? invitationSources[invitationSource] : "-");
const actions = (user: User) => <InvitationActions user={user} variant="inline-link" />;
/** Only what can be sent again is chosen for it. */
const isFixed = ({ invitation, undeliverable }: User) => invitation === "revoked" || undeliverable !== undefined;
const selection = {
  selectionGroupLabel: "Invitations",
  itemSelectionLabel: (_: unknown, user: User) => `Choose ${fullName(user)}`,
  allItemsSelectionLabel: () => "Choose all on this page",
};

const columns: TableProps.ColumnDefinition<User>[] = [
  { id: "name", header: "Name", sortingField: "name", cell: name, isRowHeader: true, minWidth: 120 },
  { id: "email", header: "E-mail", sortingField: "email", cell: email, minWidth: 160 },
  { id: "invited-by", header: "Invited by", cell: ({ invitedBy }) => invitedBy ?? "-", minWidth: 95 },
  { id: "sent", header: "Sent", sortingField: "invitationSentAt", cell: sent, minWidth: 105 },
  { id: "expires", header: "Expires", cell: expires, minWidth: 85 },
  { id: "delivery", header: "Delivery", sortingField: "invitation", cell: delivery, minWidth: 145 },
  { id: "source", header: "Source", cell: source, minWidth: 85 },
  { id: "actions", header: "Actions", cell: actions, minWidth: 170 },
];

/** The list of invitations on a wide screen. */
export function InvitationTable(props: InvitationListProps) {
  const { users, isLoading, chosen, onChosen, sort, isDescending, onSort, ...parts } = props;
  return (
    <Table
      {...parts}
      variant="full-page"
      stickyHeader
      wrapLines
      trackBy="userId"
      items={users}
      loading={isLoading}
      loadingText="Loading invitations"
      columnDefinitions={columns}
      selectionType="multi"
      selectedItems={[...chosen]}
      isItemDisabled={isFixed}
      onSelectionChange={({ detail }) => onChosen(detail.selectedItems)}
      sortingColumn={{ sortingField: sort }}
      sortingDescending={isDescending}
      onSortingChange={({ detail }) =>
        onSort(
          sortNames.find((each) => each === detail.sortingColumn.sortingField) ?? "name",
          detail.isDescending ?? false,
        )
      }
      ariaLabels={{ tableLabel: "Invitations", ...selection }}
    />
  );
}

/** The list of invitations on a phone: one card each. */
export function InvitationCards(props: InvitationListProps) {
  const { users, isLoading, chosen, onChosen, header, filter, pagination, empty } = props;
  return (
    <Cards
      {...{ header, filter, pagination, empty }}
      variant="full-page"
      trackBy="userId"
      items={users}
      loading={isLoading}
      loadingText="Loading invitations"
      selectionType="multi"
      selectedItems={[...chosen]}
      isItemDisabled={isFixed}
      onSelectionChange={({ detail }) => onChosen(detail.selectedItems)}
      ariaLabels={selection}
      cardDefinition={{
        header: name,
        sections: [
          { id: "delivery", content: delivery },
          { id: "email", header: "E-mail", content: email },
          { id: "sent", header: "Sent", content: sent, width: 50 },
          { id: "expires", header: "Expires", content: expires, width: 50 },
          { id: "invited-by", header: "Invited by", content: ({ invitedBy }) => invitedBy ?? "-", width: 50 },
          { id: "source", header: "Source", content: source, width: 50 },
          { id: "actions", content: actions },
        ],
      }}
    />
  );
}
