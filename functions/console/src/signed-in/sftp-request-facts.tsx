import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import type { ReactNode } from "react";
import { type SftpRequestState, sftpRequestStates } from "../../../../shared/domain/sftp-request.ts";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { accountPath, claimsInWords } from "./sftp-accounts.ts";
import { type AskedRequest, type OwnRequest, requestSigns } from "./sftp-requests.ts";
import { Status } from "./status.tsx";

/** Where a request stands, as every list says it. */
export const RequestState = ({ state }: { state: SftpRequestState }) => (
  <Status type={requestSigns[state]}>{sftpRequestStates[state]}</Status>
);

/** How far a request is on its way from the form to the account, and when each step was taken. */
export function RequestSteps({ request }: { request: OwnRequest | AskedRequest }) {
  return (
    <Container header={<Header variant="h2">Where it stands</Header>}>
      <Steps ariaLabel="Steps of the request" steps={[submitted(request), review(request), ...ending(request)]} />
    </Container>
  );
}

type Step = StepsProps.Step;
type Request = OwnRequest | AskedRequest;

const done = { status: "success", statusIconAriaLabel: "Done" } as const;
const open = { status: "pending", statusIconAriaLabel: "To come" } as const;

const submitted = ({ requestedAt, requestedByName }: Request): Step => ({
  ...done,
  header: "Submitted",
  details: (
    <>
      <Moment at={requestedAt} />, by {requestedByName}
    </>
  ),
});

function review({ state, takenAt, takenByName, decidedAt }: Request): Step {
  if (takenAt) {
    const details = (
      <>
        <Moment at={takenAt} />, by {takenByName}
      </>
    );
    const sign = state === "in-review" ? ({ status: "in-progress", statusIconAriaLabel: "Now" } as const) : done;
    return { ...sign, header: "In review", details };
  }
  return { ...(decidedAt ? { status: "stopped", statusIconAriaLabel: "Left out" } : open), header: "In review" };
}

function ending({ state, decidedAt, decidedByName, reason, approvals, endsAt, accountId }: Request): Step[] {
  const decision = (
    <>
      {decidedAt && <Moment at={decidedAt} />}
      {decidedByName && `, by ${decidedByName}`}
      {reason && <div className="breakable">Reason: {reason}</div>}
    </>
  );
  if (endsAt) {
    const first = approvals.map(({ byName }) => byName).join(", ");
    const wait = (
      <>
        {first && <div>Approved by {first}; a second person approves it too.</div>}
        Without a decision it expires <Moment at={endsAt} />.
      </>
    );
    return [
      { ...open, header: "Approved", details: wait },
      { ...open, header: "Account made" },
    ];
  }
  if (state === "approved" || state === "provisioned") {
    const account = accountId && <PageLink to={accountPath(accountId)}>Open the account</PageLink>;
    return [
      { ...done, header: "Approved", details: decision },
      { ...(state === "approved" ? open : done), header: "Account made", details: account },
    ];
  }
  const status = state === "rejected" ? "error" : "stopped";
  return [{ status, statusIconAriaLabel: "Over", header: sftpRequestStates[state], details: decision }];
}

/** What was asked for. @param more what only one side sees */
export function RequestFacts({
  request,
  more = [],
}: {
  request: Request;
  more?: { label: string; value: ReactNode }[];
}) {
  const { softwareName, claimType, contactName, requestedByName, addresses, publicKey, vendorEmail, notes } = request;
  const vendor = vendorEmail && `What ${vendorEmail} sets up by a link`;
  const long = [
    ...(publicKey ? [{ label: "Public key", value: <span className="breakable">{publicKey}</span> }] : []),
    ...(notes ? [{ label: "Notes", value: <span className="typed">{notes}</span> }] : []),
  ];
  return (
    <Container header={<Header variant="h2">What is asked for</Header>}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={3}
          items={[
            ...more,
            { label: "Software", value: softwareName },
            { label: "Claims", value: claimsInWords(claimType) },
            { label: "Contact for the software", value: contactName },
            { label: "Requested by", value: requestedByName },
            { label: "Allowed addresses", value: addresses.length > 0 ? addresses.join(", ") : "Everywhere" },
            {
              label: "Signs in with",
              value: <span className="breakable">{publicKey ? "A public key" : (vendor ?? "A password")}</span>,
            },
          ]}
        />
        {long.length > 0 && <KeyValuePairs columns={1} items={long} />}
      </SpaceBetween>
    </Container>
  );
}
