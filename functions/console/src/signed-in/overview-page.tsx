import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { roles } from "../../../../shared/domain/role.ts";
import { Checklist } from "./checklist.tsx";
import { EmergencyHint } from "./emergency-hint.tsx";
import { NeedsAttention } from "./needs-attention.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { RecentActivity } from "./recent-activity.tsx";
import { RecoveryCodesHint } from "./recovery-codes-hint.tsx";
import { useMay, useSession } from "./session.tsx";
import { UserNumbers } from "./user-numbers.tsx";

/** Where one arrives: how many people there are, what needs somebody, what is left to set up, what happened lately, and what one may do here. */
export function OverviewPage() {
  const { practiceName, firstName } = useSession();
  const seesPractice = useMay("practice:read");
  const seesUsers = useMay("users:read");
  const seesAudit = useMay("audit:read");
  return (
    <Page title="Overview" description={`Welcome to ${practiceName}, ${firstName}.`}>
      <SpaceBetween size="l">
        <EmergencyHint />
        <RecoveryCodesHint />
        {seesUsers && <UserNumbers />}
        {seesUsers && <NeedsAttention />}
        {seesPractice && <Checklist />}
        {seesAudit && <RecentActivity />}
        <OwnAccount />
      </SpaceBetween>
    </Page>
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
