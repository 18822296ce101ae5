import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import SplitPanel from "@cloudscape-design/components/split-panel";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { AuditEventView } from "../../../../shared/contract/audit.ts";
import { applicationNames, applications } from "../../../../shared/domain/application.ts";
import { roleNames, roles } from "../../../../shared/domain/role.ts";
import type { AuditFilter } from "./audit-filter.ts";
import { Outcome } from "./audit-list.tsx";
import { whatHappened } from "./audit-sentence.ts";
import { audit } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

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
  return (
    <SpaceBetween size="l">
      <Box variant="p">
        <strong>{event.actorName}</strong> {whatHappened(event)}.
      </Box>
      <Changes changes={event.changes} />
      <KeyValuePairs columns={1} items={factsOf(event)} />
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

function factsOf(event: WholeEvent) {
  const texts = [
    ["Reason", event.reason],
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

function Changes({ changes }: { changes: WholeEvent["changes"] }) {
  const changed = Object.entries(changes ?? {});
  if (changed.length === 0) return null;
  return (
    <table className="comparison">
      <caption className="only-read">What changed</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changed.map(([field, { before, after }]) => (
          <tr key={field}>
            <th scope="row">{titleOfField(field)}</th>
            <td>{textOf(before)}</td>
            <td>{textOf(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An application's or a role's title; any other text as it is. */
function titleOfName(text: string): string {
  const application = applicationNames.find((name) => name === text);
  const role = roleNames.find((name) => name === text);
  return application ? applications[application] : role ? roles[role].title : text;
}

/** "timeZone" as words. */
function titleOfField(field: string): string {
  const words = field
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === "") return "Nothing";
  if (Array.isArray(value)) return value.map(textOf).join(", ") || "Nothing";
  return typeof value === "object" ? JSON.stringify(value) : titleOfName(String(value));
}
