import Cards from "@cloudscape-design/components/cards";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { auditActions } from "../../../../shared/domain/audit-action.ts";
import { type AuditEvent, outcomesShown, whatHappened } from "./audit-sentence.ts";
import { absoluteTime, Moment } from "./moment.tsx";
import { useSession } from "./session.tsx";
import { Status } from "./status.tsx";

interface AuditListProps {
  readonly events: readonly AuditEvent[];
  readonly isLoading: boolean;
  readonly openId: string | undefined;
  readonly onOpen: (eventId: string) => void;
  readonly header: ReactNode;
  readonly filter: ReactNode;
  readonly pagination: ReactNode;
  readonly empty: ReactNode;
}

/** The report on a wide screen. A row is opened by what happened. */
export function AuditTable({ events, isLoading, openId, onOpen, ...parts }: AuditListProps) {
  return (
    <Table
      {...parts}
      variant="full-page"
      stickyHeader
      wrapLines
      enableKeyboardNavigation
      trackBy="eventId"
      items={events}
      loading={isLoading}
      loadingText="Loading the audit log"
      selectedItems={events.filter(({ eventId }) => eventId === openId)}
      onRowClick={({ detail }) => onOpen(detail.item.eventId)}
      columnDefinitions={columnsOf(onOpen)}
      ariaLabels={{ tableLabel: "Audit log" }}
    />
  );
}

function columnsOf(onOpen: (eventId: string) => void): TableProps.ColumnDefinition<AuditEvent>[] {
  return [
    { id: "at", header: "Time", cell: ({ at }) => <Moment at={at} />, minWidth: 205 },
    { id: "who", header: "Who", cell: ({ actorName }) => actorName, minWidth: 120 },
    {
      id: "what",
      header: "What",
      cell: (event) => <OpenEvent event={event} onOpen={onOpen} />,
      isRowHeader: true,
      minWidth: 180,
    },
    { id: "whom", header: "Whom", cell: ({ subjectName }) => subjectName ?? "-", minWidth: 120 },
    { id: "outcome", header: "Result", cell: (event) => <Outcome event={event} />, minWidth: 125 },
    { id: "site", header: "Site", cell: ({ siteName }) => siteName ?? "-", minWidth: 110 },
    { id: "address", header: "From", cell: ({ address }) => address ?? "-", minWidth: 120 },
  ];
}

/** The report on a phone. */
export function AuditCards({ events, isLoading, openId, onOpen, ...parts }: AuditListProps) {
  return (
    <Cards
      {...parts}
      variant="full-page"
      trackBy="eventId"
      items={events}
      loading={isLoading}
      loadingText="Loading the audit log"
      ariaLabels={{ itemSelectionLabel: (_, event) => whatHappened(event), selectionGroupLabel: "Audit log" }}
      selectedItems={events.filter(({ eventId }) => eventId === openId)}
      cardDefinition={{
        header: (event) => (
          <>
            {event.actorName} <OpenEvent event={event} onOpen={onOpen} />
          </>
        ),
        sections: [
          {
            id: "facts",
            content: (event) => (
              <SpaceBetween direction="horizontal" size="s">
                <Outcome event={event} />
                {event.siteName && <span>{event.siteName}</span>}
                <span>{event.address}</span>
              </SpaceBetween>
            ),
          },
          { id: "at", content: ({ at }) => <Moment at={at} /> },
        ],
      }}
    />
  );
}

function OpenEvent({ event, onOpen }: { event: AuditEvent; onOpen: (eventId: string) => void }) {
  const { timeZone } = useSession();
  return (
    <Link
      ariaLabel={`Show details: ${event.actorName} ${whatHappened(event)}, ${absoluteTime(event.at, timeZone)}`}
      onFollow={() => onOpen(event.eventId)}
    >
      {auditActions[event.action]}
    </Link>
  );
}

/** How the act ended, in a sign and a word. */
export function Outcome({ event }: { event: AuditEvent }) {
  const { type, text } = outcomesShown[event.outcome];
  return <Status type={type}>{text}</Status>;
}
