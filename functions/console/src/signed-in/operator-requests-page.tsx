import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "wouter";
import { operators } from "./calls.ts";
import { LineList } from "./line-list.tsx";
import { Moment } from "./moment.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { claimsInWords } from "./sftp-accounts.ts";
import { RequestState } from "./sftp-request-facts.tsx";
import { type AskedLine, askedKey, askedPath } from "./sftp-requests.ts";
import { TabLinks } from "./tab-links.tsx";
import { usePagedList } from "./use-paged-list.ts";

const path = "/operations/sftp-requests";

/** What practices ask for: what waits, longest first, or what is closed. */
export function OperatorRequestsPage() {
  const [query] = useSearchParams();
  const queue = query.get("queue") === "over" ? "over" : "waiting";
  const list = usePagedList([...askedKey, "list", queue], (cursor) =>
    operators.listOperatorRequests({ query: { queue, limit: 25, cursor } }),
  );
  return (
    <Page title="Requests for SFTP accounts" description="From all practices. The audit log keeps what you look at.">
      <SpaceBetween size="l">
        <TabLinks
          label="Requests"
          links={[
            { title: "Waiting", to: path, isShown: queue === "waiting" },
            { title: "Closed", to: `${path}?queue=over`, isShown: queue === "over" },
          ]}
        />
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The requests could not be loaded" onRetry={list.reload} />
        )}
        {list.error === null && (
          <LineList
            of="requests"
            lines={list.isLoading ? undefined : list.items}
            nameOf={nameOf}
            none={queue === "over" ? "No request is closed yet." : "No request waits."}
            columns={columns}
          />
        )}
        <PagesOfList list={list} of="the requests" />
      </SpaceBetween>
    </Page>
  );
}

const nameOf = ({ practiceName, softwareName }: AskedLine) => `${practiceName}: ${softwareName}`;
const columns = [
  {
    header: "Practice and software",
    cell: (line: AskedLine) => <PageLink to={askedPath(line.requestId)}>{nameOf(line)}</PageLink>,
  },
  { header: "Claims", cell: ({ claimType }: AskedLine) => claimsInWords(claimType) },
  { header: "State", cell: ({ state }: AskedLine) => <RequestState state={state} /> },
  { header: "Requested", cell: ({ requestedAt }: AskedLine) => <Moment at={requestedAt} isRelative /> },
  { header: "By", cell: ({ requestedByName }: AskedLine) => requestedByName },
  { header: "Looked after by", cell: ({ takenByName }: AskedLine) => takenByName ?? "Nobody yet" },
];
