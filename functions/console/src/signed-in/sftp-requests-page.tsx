import SpaceBetween from "@cloudscape-design/components/space-between";
import { sftpRequests } from "./calls.ts";
import { LineList } from "./line-list.tsx";
import { Moment } from "./moment.tsx";
import { Page } from "./page.tsx";
import { PageButton, PageLink } from "./page-link.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { claimsInWords } from "./sftp-accounts.ts";
import { RequestState } from "./sftp-request-facts.tsx";
import { type RequestLine, requestPath, requestsKey } from "./sftp-requests.ts";
import { usePagedList } from "./use-paged-list.ts";

/** What the practice asked for, newest first, and how far each request is. */
export function SftpRequestsPage() {
  const mayRequest = useMay("sftp:request");
  const list = usePagedList([...requestsKey, "list"], (cursor) =>
    sftpRequests.listSftpRequests({ query: { limit: 25, cursor } }),
  );
  return (
    <Page
      title="SFTP requests"
      description="Each asks for an SFTP account for one piece of software."
      actions={
        mayRequest && (
          <PageButton variant="primary" to="/sftp/new">
            Request an account
          </PageButton>
        )
      }
    >
      <SpaceBetween size="l">
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The requests could not be loaded" onRetry={list.reload} />
        )}
        {list.error === null && (
          <LineList
            of="SFTP requests"
            lines={list.isLoading ? undefined : list.items}
            nameOf={({ softwareName }) => softwareName}
            none="No requests yet."
            columns={columns}
          />
        )}
        <PagesOfList list={list} of="the requests" />
        <PageLink to="/sftp">Back to the SFTP accounts</PageLink>
      </SpaceBetween>
    </Page>
  );
}

const columns = [
  {
    header: "Software",
    cell: ({ requestId, softwareName }: RequestLine) => <PageLink to={requestPath(requestId)}>{softwareName}</PageLink>,
  },
  { header: "Claims", cell: ({ claimType }: RequestLine) => claimsInWords(claimType) },
  { header: "State", cell: ({ state }: RequestLine) => <RequestState state={state} /> },
  { header: "Requested", cell: ({ requestedAt }: RequestLine) => <Moment at={requestedAt} isRelative /> },
  { header: "By", cell: ({ requestedByName }: RequestLine) => requestedByName },
  { header: "Payers", cell: ({ payers }: RequestLine) => payersInWords(payers) },
];

function payersInWords({ all, open }: RequestLine["payers"]): string {
  if (all === 0) return "None listed";
  return open === 0 ? `All ${all} enrolled` : `${all - open} of ${all} enrolled`;
}
