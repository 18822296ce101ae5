import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useState } from "react";
import type * as z from "zod/mini";
import type { GrantView } from "../../../../shared/contract/break-glass.ts";
import { practices } from "./calls.ts";
import { EmergencyReview } from "./emergency-review.tsx";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { Status } from "./status.tsx";
import { usePagedList } from "./use-paged-list.ts";

export type Grant = z.output<typeof GrantView>;

/** Each use of the emergency role with its reason, what was done under it, and its review. */
export function EmergencyGrants() {
  const list = usePagedList(["break-glass", "grants"], (cursor) =>
    practices.listBreakGlassGrants({ query: { limit: 10, cursor } }),
  );
  return (
    <Container header={<Header variant="h2">Uses of emergency access</Header>}>
      <SpaceBetween size="l">
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The uses could not be loaded" onRetry={list.reload} />
        )}
        {list.isLoading && <Spinner />}
        {!list.isLoading && list.items.length === 0 && <Box color="text-body-secondary">It was never used.</Box>}
        {list.items.map((grant) => (
          <OneGrant key={grant.grantId} grant={grant} />
        ))}
        <PagesOfList list={list} of="the uses" />
      </SpaceBetween>
    </Container>
  );
}

function OneGrant({ grant }: { grant: Grant }) {
  const { userId } = useSession();
  const [isAsked, setIsAsked] = useState(false);
  const end = grant.endedAt ?? grant.until;
  const isRunning = grant.endedAt === undefined && Date.parse(grant.until) > Date.now();
  const mayReview = !grant.reviewedAt && !isRunning && grant.userId !== userId;
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{grant.userName}</Box>
      <Standing grant={grant} isRunning={isRunning} />
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Reason", value: <span className="breakable">{grant.reason}</span> },
          { label: "From", value: <Moment at={grant.grantedAt} /> },
          { label: grant.endedAt ? "Ended early" : "Until", value: <Moment at={end} /> },
        ]}
      />
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        {mayReview && (
          <Button variant="primary" ariaLabel={`Reviewed: ${grant.userName}`} onClick={() => setIsAsked(true)}>
            Reviewed
          </Button>
        )}
        <PageLink to={eventsOf(grant, end)}>What was done under it</PageLink>
      </SpaceBetween>
      {isAsked && <EmergencyReview grant={grant} onClose={() => setIsAsked(false)} />}
    </SpaceBetween>
  );
}

function Standing({ grant, isRunning }: { grant: Grant; isRunning: boolean }) {
  if (isRunning) return <Status type="in-progress">Running</Status>;
  if (!grant.reviewedAt) return <Status type="warning">Not reviewed</Status>;
  return (
    <Status type="success">
      Reviewed by {grant.reviewedBy}, <Moment at={grant.reviewedAt} />: {grant.note}
    </Status>
  );
}

/** The audit log of that person and time; the last second is within it. */
function eventsOf({ userId, grantedAt }: Grant, end: string): `/${string}` {
  const to = new Date(Date.parse(end) + 1000).toISOString();
  return `/audit?${new URLSearchParams({ actorId: userId, from: grantedAt, to })}`;
}
