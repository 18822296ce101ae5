import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type * as z from "zod/mini";
import type { AuditEventView } from "../../../../shared/contract/audit.ts";
import { auditActions } from "../../../../shared/domain/audit-action.ts";
import { reasonInWords } from "./audit-reason.ts";
import { outcomesShown } from "./audit-sentence.ts";
import { users } from "./calls.ts";
import { Changes } from "./changes.tsx";
import { Moment } from "./moment.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { type PagedList, usePagedList } from "./use-paged-list.ts";

/** What happened to a user, newest first, with old and new values. */
export function UserHistory({ userId }: { userId: string }) {
  const list = usePagedList(["users", userId, "history"], (cursor) =>
    users.getUserHistory({ path: { userId }, query: { limit: 25, cursor } }),
  );
  return <History list={list} />;
}

/** Events about one account, newest first. */
export function History({ list }: { list: PagedList<z.output<typeof AuditEventView>> }) {
  return (
    <Container header={<Header variant="h2">What happened to this account</Header>}>
      <SpaceBetween size="m">
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The history could not be loaded" onRetry={list.reload} />
        )}
        {list.isLoading && <Spinner />}
        {!list.isLoading && !list.error && list.items.length === 0 && <Box>Nothing yet.</Box>}
        <ul className="history">
          {list.items.map((event) => (
            <Happening key={event.eventId} event={event} />
          ))}
        </ul>
        <PagesOfList list={list} of="the history" />
      </SpaceBetween>
    </Container>
  );
}

function Happening({ event }: { event: z.output<typeof AuditEventView> }) {
  const { action, actorName, at, outcome, reason, changes } = event;
  const { timeZone } = useSession();
  return (
    <li>
      <Box color="text-body-secondary">
        <Moment at={at} />
        {outcome !== "success" && `, ${outcomesShown[outcome].text.toLowerCase()}`}
      </Box>
      <div>
        <strong>{actorName}</strong> {auditActions[action]}
        {reason && `: ${reasonInWords(reason, action, timeZone)}`}
      </div>
      <Changes changes={changes} isInWords />
    </li>
  );
}
