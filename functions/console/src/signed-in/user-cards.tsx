import Cards from "@cloudscape-design/components/cards";
import { secondSteps } from "../../../../shared/domain/user-status.ts";
import { Email } from "./email.tsx";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { fullName, pathOf, typeAndRoles, type User } from "./user-standing.tsx";
import { selectionLabels, type UserListProps } from "./user-table.tsx";
import { StandingWithUnlock } from "./user-unlock.tsx";

/** The list of users on a phone: one card each. */
export function UserCards(props: UserListProps) {
  const { users, isLoading, selected, onSelected, header, filter, pagination, empty, unlock, unlocking } = props;
  return (
    <Cards
      variant="full-page"
      trackBy="userId"
      items={users}
      loading={isLoading}
      loadingText="Loading users"
      header={header}
      filter={filter}
      pagination={pagination}
      empty={empty}
      ariaLabels={selectionLabels}
      {...(onSelected && {
        selectionType: "multi" as const,
        selectedItems: selected,
        onSelectionChange: ({ detail }: { detail: { selectedItems: User[] } }) => onSelected(detail.selectedItems),
      })}
      cardDefinition={{
        header: (user) => (
          <PageLink to={pathOf(user)} fontSize="heading-m">
            {fullName(user)}
          </PageLink>
        ),
        sections: [
          { id: "status", content: (user) => <StandingWithUnlock user={user} unlock={unlock} unlocking={unlocking} /> },
          { id: "email", header: "E-mail", content: ({ email }) => email && <Email address={email} /> },
          { id: "type", header: "Type and roles", content: typeAndRoles },
          { id: "second-step", header: "2-step", content: ({ secondStep }) => secondSteps[secondStep], width: 50 },
          {
            id: "last-sign-in",
            header: "Last sign-in",
            content: ({ lastSignInAt }) => <Moment at={lastSignInAt} isRelative />,
            width: 50,
          },
        ],
      }}
    />
  );
}
