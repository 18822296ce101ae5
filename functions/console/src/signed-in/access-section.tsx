import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { type Access, accessKey, titlesOf } from "./access.ts";
import { AccessForm } from "./access-form.tsx";
import { users } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { OnCallForm } from "./on-call-form.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay, useSession } from "./session.tsx";
import { sitesInWords } from "./sites-field.tsx";
import type { User } from "./user-standing.tsx";

/** Until when and at what times a user may be in, and what he may open. Nobody edits his own. */
export function AccessSection({ user }: { user: User }) {
  const { userId } = user;
  const session = useSession();
  const mayEdit = useMay("users:edit-access") && session.userId !== userId;
  const { data, error, refetch } = useQuery({
    queryKey: accessKey(userId),
    queryFn: () => users.getAccess({ path: { userId } }),
  });
  if (!data) {
    return (
      <Container header={<Header variant="h2">Access</Header>}>
        {error ? (
          <ProblemAlert thrown={error} header="The access could not be loaded" onRetry={() => void refetch()} />
        ) : (
          <Spinner />
        )}
      </Container>
    );
  }
  if (!mayEdit) {
    return (
      <Container header={<Header variant="h2">Access</Header>}>
        <SpaceBetween size="m">
          {session.userId === userId && <Alert type="info">Somebody else must change your own access.</Alert>}
          <AccessFacts access={data.value} />
        </SpaceBetween>
      </Container>
    );
  }
  return (
    <SpaceBetween size="l">
      <AccessForm key={data.version} userId={userId} read={data} />
      {data.value.accessHours && <OnCallForm user={user} access={data.value} />}
    </SpaceBetween>
  );
}

function AccessFacts({ access }: { access: Access }) {
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: "Account ends", value: <Moment at={access.expiresAt} otherwise="No end set" /> },
        { label: "May be in", value: access.hours },
        { label: "Applications", value: titlesOf(access.applications) },
        { label: "Works at", value: sitesInWords(access.siteIds, access.sites) },
      ]}
    />
  );
}
