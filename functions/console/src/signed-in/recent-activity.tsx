import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import { whatHappened } from "./audit-sentence.ts";
import { audit } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

const shownEvents = 8;

/** The newest events in sentences. */
export function RecentActivity() {
  const { data, error, refetch } = useQuery({
    queryKey: ["audit", "recent"],
    queryFn: () => audit.listAuditEvents({ query: { limit: shownEvents } }),
  });
  if (error)
    return <ProblemAlert thrown={error} header="Recent activity could not be loaded" onRetry={() => void refetch()} />;
  return (
    <Container
      header={
        <Header variant="h2" actions={<PageLink to="/audit">Open the audit log</PageLink>}>
          Recent activity
        </Header>
      }
    >
      {!data && <Box color="text-body-secondary">Loading recent activity</Box>}
      {data?.items.length === 0 && <Box color="text-body-secondary">Nothing has happened yet.</Box>}
      <ul className="events">
        {data?.items.map((event) => (
          <li key={event.eventId}>
            <span className="breakable">
              <strong>{event.actorName}</strong> {whatHappened(event)}
            </span>
            <Box color="text-body-secondary" variant="span">
              <Moment at={event.at} isRelative />
            </Box>
          </li>
        ))}
      </ul>
    </Container>
  );
}
