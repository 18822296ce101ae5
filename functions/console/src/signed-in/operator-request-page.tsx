import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { operators } from "./calls.ts";
import { OperatorDecision } from "./operator-decision.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { RequestFacts, RequestSteps } from "./sftp-request-facts.tsx";
import { RequestTalk } from "./sftp-request-talk.tsx";
import { askedKey } from "./sftp-requests.ts";

/** One practice's request, and what an operator can do with it. */
export function OperatorRequestPage({ requestId }: { requestId: string }) {
  const path = { requestId };
  const {
    data: request,
    error,
    refetch,
  } = useQuery({ queryKey: [...askedKey, requestId], queryFn: () => operators.getOperatorRequest({ path }) });
  if (!request) {
    return (
      <Page title="Request for an SFTP account">
        {error ? (
          <ProblemAlert thrown={error} header="The request could not be loaded" onRetry={() => void refetch()} />
        ) : (
          <Spinner />
        )}
      </Page>
    );
  }
  const { approvals, approvalsNeeded, may, practiceName, softwareName } = request;
  const say = (text: string, intention: string) => operators.answerSftpRequest({ path, body: { text }, intention });
  return (
    <Page
      key="known"
      title={`Request for ${softwareName}`}
      description={`From ${practiceName}.`}
      actions={<OperatorDecision request={request} />}
    >
      <SpaceBetween size="l">
        {request.endsAt && !may.includes("approve") && (
          <Alert type="info">
            Nobody decides about his own request, and nobody approves one twice: somebody else does it.
          </Alert>
        )}
        <RequestSteps request={request} />
        <RequestFacts
          request={request}
          more={[
            { label: "Practice", value: practiceName },
            ...(approvalsNeeded > 1
              ? [{ label: "Approvals", value: `${approvals.length} of ${approvalsNeeded}` }]
              : []),
          ]}
        />
        <RequestTalk
          comments={request.comments}
          readBy={`${practiceName} reads it.`}
          say={may.includes("comment") ? say : undefined}
        />
        <PageLink to="/operations/sftp-requests">Back to the requests</PageLink>
      </SpaceBetween>
    </Page>
  );
}
