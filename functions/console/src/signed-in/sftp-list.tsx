import Box from "@cloudscape-design/components/box";
import Cards from "@cloudscape-design/components/cards";
import Table from "@cloudscape-design/components/table";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { useMay } from "./session.tsx";
import { accountPath, claimsInWords, type SftpLine, sftpStates, stateOf, stateSigns } from "./sftp-accounts.ts";
import { NewPassword } from "./sftp-new-password.tsx";
import { Status } from "./status.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";

interface SftpListProps {
  /** Undefined while they are loaded. */
  readonly accounts: readonly SftpLine[] | undefined;
  /** What stands where there is none. */
  readonly none: string;
}

/** The accounts: a table, or a card each on a phone. */
export function SftpList({ accounts, none }: SftpListProps) {
  const isNarrow = useNarrowScreen();
  const mayManage = useMay("sftp:manage");
  const shared = {
    trackBy: "accountId",
    items: accounts ?? [],
    loading: accounts === undefined,
    loadingText: "Loading the SFTP accounts",
    empty: <Box textAlign="center">{none}</Box>,
  };
  if (isNarrow) {
    return (
      <Cards
        {...shared}
        ariaLabels={{
          itemSelectionLabel: (_, { softwareName }) => softwareName,
          selectionGroupLabel: "SFTP accounts",
        }}
        cardDefinition={{
          header: software,
          sections: [
            { id: "state", content: state },
            { id: "claims", header: "Claims", content: claims, width: 50 },
            { id: "contact", header: "Contact", content: contact, width: 50 },
            { id: "used", header: "Last sign-in", content: used, width: 50 },
            { id: "file", header: "Last upload", content: upload, width: 50 },
            { id: "password", header: "Password ends", content: password, width: 50 },
            ...(mayManage ? [{ id: "actions", content: actions }] : []),
          ],
        }}
      />
    );
  }
  return (
    <Table
      {...shared}
      wrapLines
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: "SFTP accounts" }}
      columnDefinitions={[
        // Together as wide as the page is beside the navigation on a laptop.
        { id: "software", header: "Software", cell: softwareAndClaims, isRowHeader: true, minWidth: 170 },
        { id: "state", header: "State", cell: state, minWidth: 160 },
        { id: "used", header: "Last sign-in", cell: used, minWidth: 130 },
        { id: "file", header: "Last upload", cell: upload, minWidth: 100 },
        { id: "password", header: "Password ends", cell: password, minWidth: 110 },
        { id: "contact", header: "Contact", cell: contact, minWidth: 120 },
        ...(mayManage ? [{ id: "actions", header: "Actions", cell: actions, minWidth: 205 }] : []),
      ]}
    />
  );
}

const software = ({ accountId, softwareName, username }: SftpLine) => (
  <>
    <PageLink to={accountPath(accountId)}>{softwareName}</PageLink>
    <Box variant="small" display="block">
      <span className="breakable">{username}</span>
    </Box>
  </>
);
const softwareAndClaims = (line: SftpLine) => (
  <>
    {software(line)}
    <Box variant="small" display="block">
      {claims(line)}
    </Box>
  </>
);
const claims = ({ claimType }: SftpLine) => claimsInWords(claimType);
const state = (line: SftpLine) => {
  const name = stateOf(line);
  return <Status type={stateSigns[name]}>{(name === "attention" && line.attention) || sftpStates[name]}</Status>;
};
const used = ({ lastUsed }: SftpLine) => <LastUse use={lastUsed} />;
const password = ({ passwordEndsAt }: SftpLine) => <Moment at={passwordEndsAt} isRelative otherwise="There is none" />;
const upload = ({ lastFileAt }: SftpLine) => <Moment at={lastFileAt} isRelative />;
const contact = ({ contactName, ownerName }: SftpLine) => (
  <>
    {contactName}
    <Box variant="small" display="block">
      Owner: {ownerName}
    </Box>
  </>
);
const actions = (line: SftpLine) => line.status === "active" && <NewPassword account={line} />;

/** When and from where something was used last. */
export function LastUse({ use }: { use: SftpLine["lastUsed"] }) {
  if (!use) return <>Never</>;
  return (
    <>
      <Moment at={use.at} isRelative /> <span className="nowrap">from {use.from}</span>
    </>
  );
}
