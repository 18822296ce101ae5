import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { roles } from "../../../../shared/domain/role.ts";
import { secondSteps } from "../../../../shared/domain/user-status.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import { AccessSection } from "./access-section.tsx";
import { AccountSwitch } from "./account-switch.tsx";
import { PinStanding } from "./caller-pin.tsx";
import { users } from "./calls.ts";
import { Email } from "./email.tsx";
import { EpcsSection } from "./epcs-section.tsx";
import { InvitationBanner } from "./invitation-banner.tsx";
import { LockReasons } from "./lock-reasons.tsx";
import { LockedBanner } from "./locked-banner.tsx";
import { Moment } from "./moment.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { PermissionsPanel } from "./permissions-panel.tsx";
import { PlanSection } from "./plan-section.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { UserActions, useIsOther } from "./user-actions.tsx";
import { UserDepartment } from "./user-department.tsx";
import { fullName, Standing, type User } from "./user-standing.tsx";

/** One user: how he stands, with the one right button, and what is known of him. */
export function UserPage({ userId }: { userId: string }) {
  const mayUnlock = useMay("users:unlock");
  const mayBuy = useMay("plans:buy");
  const { data, error, refetch } = useQuery({
    queryKey: ["users", userId],
    queryFn: () => users.getUser({ path: { userId } }),
  });
  if (data) {
    return (
      <Page key="known" title={fullName(data)} description={data.email} actions={<UserActions user={data} />}>
        <SpaceBetween size="l">
          <StateBanner user={data} />
          {data.status === "locked" && mayUnlock && <LockReasons userId={userId} />}
          <UserFacts user={data} />
          <PermissionsPanel userId={userId} />
          <AccessSection user={data} />
          <EpcsSection user={data} />
          {mayBuy && <PlanSection user={data} />}
          <PageLink to="/users">Back to the users</PageLink>
        </SpaceBetween>
      </Page>
    );
  }
  return (
    <Page title="User">
      {error ? (
        <ProblemAlert thrown={error} header="The user could not be loaded" onRetry={() => void refetch()} />
      ) : (
        <Spinner />
      )}
    </Page>
  );
}

function UserFacts({ user }: { user: User }) {
  const mayUnlock = useMay("users:unlock");
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Status", value: <Standing user={user} /> },
          { label: "Type", value: userTypes[user.type] },
          { label: "Department", value: <UserDepartment user={user} /> },
          { label: "Roles", value: user.roles.map((role) => roles[role].title).join(", ") },
          { label: "Username", value: user.username ?? "Chosen at registration" },
          { label: "E-mail", value: <Email address={user.email} /> },
          { label: "2-step verification", value: secondSteps[user.secondStep] },
          { label: "Invited", value: <Moment at={user.invitedAt} otherwise="Signed the practice up" /> },
          { label: "Registered", value: <Moment at={user.registeredAt} otherwise="Not yet" /> },
          { label: "Last sign-in", value: <Moment at={user.lastSignInAt} /> },
          ...(mayUnlock ? [{ label: "PIN for the telephone", value: <PinStanding userId={user.userId} /> }] : []),
        ]}
      />
    </Container>
  );
}

function DisabledBanner({ user }: { user: User }) {
  const mayEnable = useMay("users:enable");
  const isOther = useIsOther(user);
  return (
    <Alert
      type="warning"
      header="This account is disabled"
      action={mayEnable && isOther && <AccountSwitch user={user} action="enable" />}
    >
      {fullName(user)} cannot sign in. The audit log says who disabled the account, and why.
    </Alert>
  );
}

/** What keeps this user from signing in, in a sentence, and what ends it. */
function StateBanner({ user }: { user: User }) {
  if (user.status === "locked") return <LockedBanner user={user} />;
  if (user.status === "disabled") return <DisabledBanner user={user} />;
  if (user.invitation) return <InvitationBanner user={user} />;
  if (user.registration === "setup-incomplete") {
    return (
      <Alert type="info" header="2-step verification is not set up">
        {fullName(user)} registered and is asked to set it up at the next sign-in.
      </Alert>
    );
  }
  return null;
}
