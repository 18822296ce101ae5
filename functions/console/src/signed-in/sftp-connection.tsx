import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { hoursInWords } from "../../../../shared/domain/hours-in-words.ts";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { claimsInWords, type SftpAccount } from "./sftp-accounts.ts";
import { LastUse } from "./sftp-list.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";

/** Where and how the software connects, and whose account it is. */
export function SftpConnection({ account }: { account: SftpAccount }) {
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description="What the software asks for. The password or key comes apart from this.">
            Connection
          </Header>
        }
      >
        {account.server ? (
          <Connection account={account} server={account.server} />
        ) : (
          <Alert type="info">
            The SFTP server of this installation is not known yet. Ask its support; everything else can be prepared now.
          </Alert>
        )}
      </Container>
      <Facts account={account} />
    </SpaceBetween>
  );
}

type Server = NonNullable<SftpAccount["server"]>;

function Connection({ account: { username, keys }, server }: { account: SftpAccount; server: Server }) {
  const { host, port, fingerprint } = server;
  const isNarrow = useNarrowScreen();
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        columns={isNarrow ? 1 : 2}
        items={[
          { label: "Host", value: <Copied text={host} what="host" /> },
          { label: "Port", value: <Copied text={String(port)} what="port" /> },
          { label: "Username", value: <Copied text={username} what="username" /> },
          {
            label: "Key of the server",
            value: fingerprint ? <Copied text={fingerprint} what="key of the server" /> : "Ask the support",
          },
          { label: "Claim files go to", value: <Copied text="/inbound" what="folder for claim files" /> },
          { label: "Answers lie in", value: <Copied text="/outbound" what="folder of the answers" /> },
        ]}
      />
      <Box variant="p">
        If the software shows another key of the server when it connects first, do not go on, and call the support.
      </Box>
      <KeyValuePairs
        columns={1}
        items={commandsFor({ username, host, port }, keys.length > 0).map(([program, command]) => ({
          label: program,
          value: <Copied text={command} what={`command for ${program}`} />,
        }))}
      />
      {keys.length > 0 && (
        <Box variant="p">
          Name the file of your own private key in the commands. FileZilla takes a key only from its site manager:
          choose the logon type <i>Key file</i> there.
        </Box>
      )}
    </SpaceBetween>
  );
}

/** A text as one types it elsewhere, with the button that copies it. */
export function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className="copied">
      <code>{text}</code>
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel={`Copy the ${what}`}
        copySuccessText="Copied"
        copyErrorText="Not copied: select it instead"
      />
    </span>
  );
}

interface Target {
  readonly username: string;
  readonly host: string;
  readonly port: number;
}

/**
 * How the usual programs connect from a command line; each asks for the password itself. Without its logon type FileZilla sends
 * an empty one first. Source: OpenSSH sftp(1); WinSCP, command-line options; filezilla(1).
 */
function commandsFor({ username, host, port }: Target, hasKey: boolean): readonly (readonly [string, string])[] {
  const address = `sftp://${username}@${host}:${port}/`;
  return [
    ["OpenSSH", `sftp ${hasKey ? "-i ~/.ssh/id_ed25519 " : ""}-P ${port} ${username}@${host}`],
    ["WinSCP", `winscp.exe ${address}${hasKey ? " /privatekey=id_ed25519.ppk" : ""}`],
    ["FileZilla", `filezilla --logontype=ask ${address}`],
  ];
}

function Facts({ account }: { account: SftpAccount }) {
  const { claimType, ownerId, ownerName, contactName, openedAt, requestId } = account;
  const { lastUsed, lastFileAt, passwordEndsAt, addresses, accessHours } = account;
  return (
    <Container header={<Header variant="h2">About this account</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Claims", value: claimsInWords(claimType) },
          { label: "Owner", value: <PageLink to={`/users/${ownerId}`}>{ownerName}</PageLink> },
          { label: "Contact for the software", value: contactName },
          { label: "Last sign-in", value: <LastUse use={lastUsed} /> },
          { label: "Last upload", value: <Moment at={lastFileAt} isRelative /> },
          { label: "Password ends", value: <Moment at={passwordEndsAt} otherwise="There is none" /> },
          { label: "Used at", value: accessHours ? hoursInWords(accessHours) : "Any time" },
          { label: "Used from", value: addresses.length > 0 ? addresses.join(", ") : "Everywhere" },
          {
            label: "Opened",
            value: requestId ? (
              <PageLink to={`/sftp/requests/${requestId}`}>
                <Moment at={openedAt} />
              </PageLink>
            ) : (
              <Moment at={openedAt} />
            ),
          },
        ]}
      />
    </Container>
  );
}
