import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { auditActions } from "../../../../shared/domain/audit-action.ts";
import { practices } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** What was changed or refused on each of the last days on which something was. */
export function EpcsDays() {
  const { data, error, refetch } = useQuery({ queryKey: ["epcs", "days"], queryFn: () => practices.listEpcsDays() });
  const busy = data?.days.filter(({ count }) => count > 0) ?? [];
  return (
    <Container
      header={
        <Header variant="h2" description="Written after each day, and mailed to the designated people.">
          Daily lists
        </Header>
      }
    >
      {error && <ProblemAlert thrown={error} header="The lists could not be loaded" onRetry={() => void refetch()} />}
      {!error && !data && <Spinner />}
      {data && busy.length === 0 && (
        <Box color="text-body-secondary">
          No day of the last month with a change. Today's list comes after midnight.
        </Box>
      )}
      {busy.map(({ date, lines, count }) => (
        <div key={date}>
          <Box variant="h3">
            {date}: {count === 1 ? "1 entry" : `${count} entries`}
          </Box>
          <ul className="events">
            {lines.map(({ eventId, at, action, actorName, subjectName }) => (
              <li key={eventId}>
                <span className="breakable">
                  {actorName} {auditActions[action]}
                  {subjectName ? `, about ${subjectName}` : ""}, <Moment at={at} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Container>
  );
}
