import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Permission } from "../../../../shared/domain/permission.ts";
import type { Versioned } from "../api/client.ts";
import { sftpAccounts } from "./calls.ts";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay, useSession } from "./session.tsx";
import { accountKey, accountPath, type SftpAccount } from "./sftp-accounts.ts";
import { SftpBanner } from "./sftp-banner.tsx";
import { SftpConnection } from "./sftp-connection.tsx";
import { SftpDoctor } from "./sftp-doctor.tsx";
import { SftpFiles } from "./sftp-files.tsx";
import { SftpHistory } from "./sftp-history.tsx";
import { SftpKeys } from "./sftp-keys.tsx";
import { NewPassword } from "./sftp-new-password.tsx";
import { SftpPasswords } from "./sftp-passwords.tsx";
import { SftpSettings } from "./sftp-settings.tsx";
import { SftpSwitch } from "./sftp-switch.tsx";
import { TabLinks } from "./tab-links.tsx";

interface Tab {
  readonly title: string;
  /** The permission without which it is not there. */
  readonly needs?: Permission;
  readonly show: (read: Versioned<SftpAccount>) => ReactNode;
}

/** The parts of an account's page, each with an address of its own; the first is shown where none is named. */
const tabs: Readonly<Record<string, Tab>> = {
  connection: { title: "Connection", show: ({ value }) => <SftpConnection account={value} /> },
  files: { title: "Files", show: ({ value }) => <SftpFiles accountId={value.accountId} /> },
  passwords: {
    title: "Passwords and keys",
    show: ({ value }) => (
      <SpaceBetween size="l">
        <SftpPasswords account={value} />
        <SftpKeys account={value} />
      </SpaceBetween>
    ),
  },
  doctor: { title: "Refused sign-ins", show: ({ value }) => <SftpDoctor account={value} /> },
  settings: {
    title: "Settings",
    needs: "sftp:manage",
    show: (read) => <SftpSettings key={read.version} read={read} />,
  },
  history: { title: "History", show: ({ value }) => <SftpHistory accountId={value.accountId} /> },
};

/** One account: how it stands, with the one right button, and in parts what its software and its people need. */
export function SftpAccountPage({ accountId, tab = "connection" }: { accountId: string; tab: string | undefined }) {
  const { permissions } = useSession();
  const mayManage = useMay("sftp:manage");
  const {
    data: read,
    error,
    refetch,
  } = useQuery({
    queryKey: accountKey(accountId),
    queryFn: () => sftpAccounts.getSftpAccount({ path: { accountId } }),
  });
  if (!read) {
    return (
      <Page title="SFTP account">
        {error ? (
          <ProblemAlert thrown={error} header="The SFTP account could not be loaded" onRetry={() => void refetch()} />
        ) : (
          <Spinner />
        )}
      </Page>
    );
  }
  const account = read.value;
  const { softwareName, username, status } = account;
  const shown = Object.entries(tabs).filter(([, { needs }]) => !needs || permissions.includes(needs));
  const links = shown.map(([name, { title }]) => ({
    title,
    to: accountPath(accountId, name === "connection" ? undefined : name),
    isShown: name === tab,
  }));
  return (
    <Page
      key="known"
      title={softwareName}
      description={`SFTP account ${username}`}
      actions={
        mayManage && (
          <SpaceBetween direction="horizontal" size="xs">
            {status === "active" && <SftpSwitch account={account} action="disable" />}
            {status === "active" && <NewPassword account={account} />}
          </SpaceBetween>
        )
      }
    >
      <SpaceBetween size="l">
        <SftpBanner account={account} />
        <TabLinks label={`Parts of ${softwareName}`} links={links} />
        {(shown.find(([name]) => name === tab) ?? shown[0])?.[1].show(read)}
        <PageLink to="/sftp">Back to the SFTP accounts</PageLink>
      </SpaceBetween>
    </Page>
  );
}
