import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Permission } from "../../../../shared/domain/permission.ts";
import type { Versioned } from "../api/client.ts";
import { AccessSection } from "./access-section.tsx";
import { users } from "./calls.ts";
import { EpcsSection } from "./epcs-section.tsx";
import { LockReasons } from "./lock-reasons.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { PermissionsPanel } from "./permissions-panel.tsx";
import { PlanSection } from "./plan-section.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay, useSession } from "./session.tsx";
import { TabLinks } from "./tab-links.tsx";
import { DeadAddress } from "./trust-address.tsx";
import { UserActions } from "./user-actions.tsx";
import { UserBanner } from "./user-banner.tsx";
import { type UserDetails, userKey } from "./user-details.ts";
import { UserHistory } from "./user-history.tsx";
import { UserProfile } from "./user-profile.tsx";
import { UserSecurity } from "./user-security.tsx";
import { fullName } from "./user-standing.tsx";

interface Tab {
  readonly title: string;
  /** The permission without which it is not there. */
  readonly needs?: Permission;
  readonly show: (read: Versioned<UserDetails>) => ReactNode;
}

/** The parts of a user's page, each with an address of its own; the first is shown where none is named. */
const tabs: Readonly<Record<string, Tab>> = {
  profile: { title: "Profile", show: (read) => <UserProfile read={read} /> },
  access: {
    title: "Access",
    show: ({ value }) => (
      <SpaceBetween size="l">
        <PermissionsPanel userId={value.userId} />
        <AccessSection user={value} />
        <EpcsSection user={value} />
      </SpaceBetween>
    ),
  },
  security: { title: "Security", show: ({ value }) => <UserSecurity user={value} /> },
  plan: { title: "Plan", needs: "plans:buy", show: ({ value }) => <PlanSection user={value} /> },
  history: { title: "History", show: ({ value }) => <UserHistory userId={value.userId} /> },
};

/** One user: how he stands, with the one right button, and in parts what is known of him. */
export function UserPage({ userId, tab = "profile" }: { userId: string; tab: string | undefined }) {
  const mayUnlock = useMay("users:unlock");
  const { permissions } = useSession();
  const {
    data: read,
    error,
    refetch,
  } = useQuery({ queryKey: userKey(userId), queryFn: () => users.getUser({ path: { userId } }) });
  if (!read) {
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
  const user = read.value;
  const shown = Object.entries(tabs).filter(([, { needs }]) => !needs || permissions.includes(needs));
  const links = shown.map(([name, { title }]) => ({
    title,
    to: name === "profile" ? `/users/${userId}` : `/users/${userId}/${name}`,
    isShown: name === tab,
  }));
  return (
    <Page key="known" title={fullName(user)} description={user.email} actions={<UserActions user={user} />}>
      <SpaceBetween size="l">
        <UserBanner user={user} />
        <DeadAddress user={user} />
        {user.status === "locked" && mayUnlock && <LockReasons userId={userId} />}
        <TabLinks label={`Parts of ${fullName(user)}`} links={links} />
        {shown.find(([name]) => name === tab)?.[1].show(read) ?? <UserProfile read={read} />}
        <PageLink to="/users">Back to the users</PageLink>
      </SpaceBetween>
    </Page>
  );
}
