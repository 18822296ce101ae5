import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import SplitPanel from "@cloudscape-design/components/split-panel";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { AuditEventView } from "../../../../shared/contract/audit.ts";
import type { AuditFilter } from "./audit-filter.ts";
import { Outcome } from "./audit-list.tsx";
import { reasonInWords } from "./audit-reason.ts";
import { whatHappened } from "./audit-sentence.ts";
import { audit } from "./calls.ts";
import { Changes, titleOfName } from "./changes.tsx";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";

type WholeEvent = z.output<typeof AuditEventView>;
interface AuditDetailProps {
  readonly eventId: string;
  readonly onClose: () => void;
  /** Narrows the report to what this event names. */
  readonly onNarrow: (part: AuditFilter) => void;
}

/** One event in whole: the sentence, what changed from what to what, and where it came from. */
export function AuditDetail({ eventId, onNarrow }: AuditDetailProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["audit", "event", eventId],
    queryFn: () => audit.getAuditEvent({ path: { eventId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <SplitPanel header="Audit event" closeBehavior="hide" hidePreferencesButton>
      {error && <ProblemAlert thrown={error} header="The event could not be loaded" onRetry={() => void refetch()} />}
      {!error && !data && <Spinner />}
      {data && <WholeEventFacts event={data} onNarrow={onNarrow} />}
    </SplitPanel>
  );
}

function WholeEventFacts({ event, onNarrow }: { event: WholeEvent; onNarrow: (part: AuditFilter) => void }) {
  const { timeZone } = useSession();
  return (
    <SpaceBetween size="l">
      <Box variant="p">
        <strong>{event.actorName}</strong> {whatHappened(event)}.
      </Box>
      <Changes changes={event.changes} />
      <KeyValuePairs columns={1} items={factsOf(event, timeZone)} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => onNarrow({ actorId: event.actorId })}>Show all by {event.actorName}</Button>
        {event.subjectId && (
          <Button onClick={() => onNarrow({ subjectId: event.subjectId })}>
            Show all about {event.subjectName ?? "this"}
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}

function factsOf(event: WholeEvent, timeZone: string) {
  const texts = [
    ["Reason", event.reason && reasonInWords(event.reason, event.action, timeZone)],
    ["Application", event.application && titleOfName(event.application)],
    ["Roles at that time", event.roles?.map(titleOfName).join(", ")],
    ["Site", event.siteName],
    ["From address", event.address],
    ["Browser", event.userAgent],
    ["Session", event.sessionId],
    ["Under emergency access", event.breakGlass],
    ["Request", event.requestId],
    ["Event", event.eventId],
  ] as const;
  return [
    { label: "Time", value: <Moment at={event.at} /> },
    { label: "Result", value: <Outcome event={event} /> },
    ...texts.flatMap(([label, text]) => (text ? [{ label, value: <span className="breakable">{text}</span> }] : [])),
  ];
}
