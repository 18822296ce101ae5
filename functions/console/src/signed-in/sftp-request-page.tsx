import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sftpRequests } from "./calls.ts";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { SftpEnrolments } from "./sftp-enrolments.tsx";
import { RequestFacts, RequestSteps } from "./sftp-request-facts.tsx";
import { RequestTalk } from "./sftp-request-talk.tsx";
import { type OwnRequest, requestKey, useRequestStep } from "./sftp-requests.ts";

/** One request of the practice: how far it is, what was asked for and said, and which payers are still to be enrolled with. */
export function SftpRequestPage({ requestId }: { requestId: string }) {
  const path = { requestId };
  const {
    data: read,
    error,
    refetch,
  } = useQuery({ queryKey: requestKey(requestId), queryFn: () => sftpRequests.getSftpRequest({ path }) });
  if (!read) {
    return (
      <Page title="SFTP request">
        {error ? (
          <ProblemAlert thrown={error} header="The request could not be loaded" onRetry={() => void refetch()} />
        ) : (
          <Spinner />
        )}
      </Page>
    );
  }
  const request = read.value;
  const say = (text: string, intention: string) =>
    sftpRequests.commentOnSftpRequest({ path, body: { text }, intention });
  return (
    <Page
      key="known"
      title={`Request for ${request.softwareName}`}
      actions={request.may.includes("cancel") && <CancelRequest request={request} />}
    >
      <SpaceBetween size="l">
        <RequestSteps request={request} />
        <RequestFacts request={request} />
        <SftpEnrolments key={JSON.stringify(request.enrolments)} read={read} />
        <RequestTalk
          comments={request.comments}
          readBy="Support reads it and answers here."
          say={request.may.includes("comment") ? say : undefined}
        />
        <PageLink to="/sftp/requests">Back to the requests</PageLink>
      </SpaceBetween>
    </Page>
  );
}

function CancelRequest({ request: { requestId, softwareName } }: { request: OwnRequest }) {
  const [isOpen, setOpen] = useState(false);
  const step = useRequestStep({
    call: (reason: string, intention) =>
      sftpRequests.cancelSftpRequest({ path: { requestId }, body: { reason }, intention }),
    told: () => [`The request for ${softwareName} is cancelled`],
    failed: "The request was not cancelled",
    onDone: () => setOpen(false),
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>Cancel request</Button>
      {isOpen && (
        <ReasonDialog
          header={`Cancel the request for ${softwareName}`}
          consequence="No account is made. You can ask again at any time."
          confirm="Cancel request"
          isBusy={step.isPending}
          onConfirm={(reason) => step.mutate(reason)}
          onDismiss={() => setOpen(false)}
        />
      )}
    </>
  );
}
