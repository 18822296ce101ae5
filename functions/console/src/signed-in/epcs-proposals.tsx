import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useIntention } from "../intention.ts";
import { practices } from "./calls.ts";
import { type EpcsPlace, markMeaning, type Proposal, proposalTitle, useEpcsChanged } from "./epcs.ts";
import { CancelDialog } from "./epcs-dialogs.tsx";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { useSession } from "./session.tsx";

interface ProposalsProps {
  readonly proposals: readonly Proposal[];
  readonly places: readonly EpcsPlace[];
}

/** What waits for a second person. */
export function EpcsProposals({ proposals, places }: ProposalsProps) {
  const open = proposals.filter(({ state }) => state === "open");
  return (
    <Container
      header={
        <Header variant="h2" description="Each is over by itself after a week.">
          Open proposals
        </Header>
      }
    >
      <SpaceBetween size="l">
        {open.length === 0 && <Box color="text-body-secondary">Nothing waits for an approval.</Box>}
        {open.map((proposal) => (
          <OneProposal
            key={proposal.proposalId}
            proposal={proposal}
            place={places.find(({ place }) => place === proposal.place)}
          />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function OneProposal({ proposal, place }: { proposal: Proposal; place: EpcsPlace | undefined }) {
  const { userId } = useSession();
  const [asked, setAsked] = useState<"approve" | "cancel">();
  const isOwn = proposal.enteredBy === userId;
  const isAbout = proposal.subjectId === userId;
  const mayCancel = isOwn || place?.designated.some((person) => person.userId === userId);
  const title = proposalTitle(proposal);
  const close = () => setAsked(undefined);
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{title}</Box>
      <ProposalFacts proposal={proposal} />
      {isOwn && <Box color="text-body-secondary">You entered this, so another person approves it.</Box>}
      {isAbout && <Box color="text-body-secondary">This is about you, so others decide it.</Box>}
      <SpaceBetween direction="horizontal" size="s">
        {place?.mayApprove && !isOwn && !isAbout && (
          <Button variant="primary" ariaLabel={`Approve: ${title}`} onClick={() => setAsked("approve")}>
            Approve
          </Button>
        )}
        {mayCancel && (
          <Button ariaLabel={`Cancel proposal: ${title}`} onClick={() => setAsked("cancel")}>
            Cancel proposal
          </Button>
        )}
      </SpaceBetween>
      {asked === "approve" && <ApproveDialog proposal={proposal} onClose={close} />}
      {asked === "cancel" && <CancelDialog proposal={proposal} onClose={close} />}
    </SpaceBetween>
  );
}

function ProposalFacts({ proposal }: { proposal: Proposal }) {
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: "Where", value: proposal.placeName },
        { label: "Proposed by", value: proposal.enteredByName },
        { label: "Reason", value: <span className="breakable">{proposal.reason}</span> },
        { label: "Over at", value: <Moment at={proposal.endsAt} /> },
      ]}
    />
  );
}

/** Shows once more exactly what is approved; what was edited since is refused. */
function ApproveDialog({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const { proposalId, digest, kind, mark, subjectName } = proposal;
  const changed = useEpcsChanged();
  const { tell, complain } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      practices.approveEpcsProposal({ path: { proposalId }, body: { digest }, intention: intention.keyFor(digest) }),
    onSuccess: () => tell(`Approved: ${proposalTitle(proposal)}`),
    onError: (thrown) => complain("The proposal was not approved", thrown),
    onSettled: () => {
      onClose();
      return changed();
    },
  });
  return (
    <Modal
      visible
      header={`${proposalTitle(proposal)}?`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Not now</Button>
            <Button variant="primary" loading={isPending} onClick={() => mutate()}>
              Approve
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning">
          {kind === "grant"
            ? `From then on ${subjectName} may ${markMeaning[mark]}.`
            : `From then on ${subjectName} may no longer ${markMeaning[mark]}.`}{" "}
          You approve it as a DEA registrant, with your authenticator app.
        </Alert>
        <ProposalFacts proposal={proposal} />
      </SpaceBetween>
    </Modal>
  );
}
