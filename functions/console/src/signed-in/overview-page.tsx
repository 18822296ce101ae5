import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { roles } from "../../../../shared/domain/role.ts";
import { whatHappened } from "./audit-sentence.ts";
import { audit } from "./calls.ts";
import { Checklist } from "./checklist.tsx";
import { EmergencyHint } from "./emergency-hint.tsx";
import { Moment } from "./moment.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { RecoveryCodesHint } from "./recovery-codes-hint.tsx";
import { useMay, useSession } from "./session.tsx";

/** Where one arrives: what is left to set up, what happened lately, and what one may do here. */
export function OverviewPage() {
  const { practiceName, firstName } = useSession();
  const seesPractice = useMay("practice:read");
  const seesAudit = useMay("audit:read");
  return (
    <Page title="Overview" description={`Welcome to ${practiceName}, ${firstName}.`}>
      <SpaceBetween size="l">
        <EmergencyHint />
        <RecoveryCodesHint />
        {seesPractice && <Checklist />}
        {seesAudit && <RecentActivity />}
        <OwnAccount />
      </SpaceBetween>
    </Page>
  );
}

const shownEvents = 8;

function RecentActivity() {
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

function OwnAccount() {
  const { username, roles: held, timeZone } = useSession();
  return (
    <Container
      header={
        <Header variant="h2" actions={<PageLink to="/me">My profile</PageLink>}>
          You
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Username", value: username },
          { label: "Roles", value: held.map((role) => roles[role].title).join(", ") },
          { label: "Times are shown in", value: timeZone.replaceAll("_", " ") },
        ]}
      />
    </Container>
  );
}
