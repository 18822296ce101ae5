import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { users } from "./calls.ts";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { useSftpAccounts } from "./sftp-accounts.ts";
import { Status } from "./status.tsx";
import { useUserCounts } from "./use-user-counts.ts";
import { momentInDays, soonDays, type UserFilter, unusedAfterDays, usersPath } from "./user-filter.ts";

interface Need {
  readonly title: (number: string) => string;
  readonly type: StatusIndicatorProps.Type;
  readonly action: string;
  /** The people it is about; or the page that shows what it is about. */
  readonly filter?: UserFilter;
  readonly page?: string;
  readonly number: number;
  /** There are more of them than were counted. */
  readonly hasMore?: boolean;
}

/** What somebody should look at, worst first, each with the one way to it. */
export function NeedsAttention() {
  const { needs, error, isLoading, retry } = useNeeds();
  if (error !== null)
    return <ProblemAlert thrown={error} header="What needs attention could not be loaded" onRetry={retry} />;
  return (
    <Container header={<Header variant="h2">Needs attention</Header>}>
      {isLoading && <Box color="text-body-secondary">Looking</Box>}
      {!isLoading && needs.length === 0 && <Status type="success">Nothing needs you now.</Status>}
      <ul className="checklist">
        {needs.map(({ title, type, action, filter = {}, page, number, hasMore = false }) => (
          <li key={action}>
            <Status type={type}>{title(`${number.toLocaleString("en-US")}${hasMore ? " or more" : ""}`)}</Status>
            <PageButton to={page ?? usersPath(filter)}>{action}</PageButton>
          </li>
        ))}
      </ul>
    </Container>
  );
}

function useNeeds() {
  const counts = useUserCounts();
  const ending = useFirstOf("ending", () => ({ endsBefore: momentInDays(soonDays) }));
  const unused = useFirstOf("unused", () => ({ signedIn: "before", lastSignInBefore: momentInDays(-unusedAfterDays) }));
  const maySeeSftp = useMay("sftp:read");
  const sftp = useSftpAccounts(maySeeSftp);
  const all = [counts, ending, unused, ...(maySeeSftp ? [sftp] : [])];
  const { status, registration } = counts.data ?? {};
  const needs: readonly Need[] = [
    {
      title: (number) => `Locked: ${number}`,
      type: "error",
      action: "Show locked users",
      filter: { status: "locked" },
      number: status?.locked ?? 0,
    },
    {
      title: (number) => `Invitations that ran out: ${number}`,
      type: "warning",
      action: "Show expired invitations",
      filter: { registration: "invitation-expired" },
      number: registration?.["invitation-expired"] ?? 0,
    },
    {
      title: (number) => `SFTP accounts that need somebody: ${number}`,
      type: "warning",
      action: "Show SFTP accounts",
      page: "/sftp?state=attention",
      number: sftp.data?.items.filter(({ attention }) => attention !== undefined).length ?? 0,
    },
    {
      title: (number) => `Registered, 2-step not set up: ${number}`,
      type: "warning",
      action: "Show users without 2-step",
      filter: { registration: "setup-incomplete" },
      number: registration?.["setup-incomplete"] ?? 0,
    },
    {
      title: (number) => `Accounts that end within ${soonDays} days: ${number}`,
      type: "info",
      action: "Show accounts ending soon",
      ...(ending.data ?? nobody),
    },
    {
      title: (number) => `Not signed in for ${unusedAfterDays} days: ${number}`,
      type: "info",
      action: "Show unused accounts",
      ...(unused.data ?? nobody),
    },
  ];
  return {
    needs: needs.filter(({ number }) => number > 0),
    error: all.find(({ error }) => error)?.error ?? null,
    isLoading: all.some(({ isPending }) => isPending),
    retry: () => all.forEach(({ refetch }) => void refetch()),
  };
}

const nobody = { filter: {}, number: 0 } as const;
const counted = 100;

/** How many a list names, up to a hundred. */
function useFirstOf(name: string, filterNow: () => UserFilter) {
  return useQuery({
    queryKey: ["users", "list", "needs", name],
    queryFn: async () => {
      const filter = filterNow();
      const { items, nextCursor } = await users.listUsers({ query: { ...filter, limit: counted } });
      return { filter, number: items.length, hasMore: nextCursor !== undefined };
    },
  });
}
