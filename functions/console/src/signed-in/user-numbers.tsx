import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { clockTime } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { type UserCountsShown, useUserCounts } from "./use-user-counts.ts";
import { type UserFilter, usersPath } from "./user-filter.ts";

interface Figure {
  readonly title: string;
  readonly filter: UserFilter;
  readonly of: (counts: UserCountsShown) => number;
}
const figures: readonly Figure[] = [
  { title: "Users", filter: {}, of: ({ all }) => all },
  { title: "Active", filter: { status: "active" }, of: ({ status }) => status.active },
  { title: "Locked now", filter: { status: "locked" }, of: ({ status }) => status.locked },
  { title: "Invitations open", filter: { registration: "invited" }, of: ({ registration }) => registration.invited },
];

/** How many people there are; each figure leads to its list. */
export function UserNumbers() {
  const { data, error, refetch } = useUserCounts();
  const { timeZone } = useSession();
  if (error)
    return <ProblemAlert thrown={error} header="The counts could not be loaded" onRetry={() => void refetch()} />;
  return (
    <Container
      header={
        <Header variant="h2" {...(data?.asOf && { description: `Counted as of ${clockTime(data.asOf, timeZone)}.` })}>
          People
        </Header>
      }
    >
      {data ? (
        <KeyValuePairs
          columns={4}
          items={figures.map(({ title, filter, of }) => ({
            label: title,
            value: (
              <PageLink to={usersPath(filter)} fontSize="display-l" ariaLabel={`${title}: ${of(data)}. Show the list`}>
                {of(data).toLocaleString("en-US")}
              </PageLink>
            ),
          }))}
        />
      ) : (
        "Counting"
      )}
    </Container>
  );
}
