import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { practices } from "./calls.ts";
import { MarkDialog, peopleKey } from "./emergency-mark.tsx";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** Who may break the glass. People are chosen on their own page. */
export function EmergencyPeople() {
  const { data, error, refetch } = useQuery({ queryKey: peopleKey, queryFn: () => practices.getBreakGlassPeople() });
  const [leaving, setLeaving] = useState<{ userId: string; name: string }>();
  return (
    <Container
      header={
        <Header variant="h2" description="Ten at most. Choose somebody on the page of the user.">
          Who may break the glass
        </Header>
      }
    >
      {error && <ProblemAlert thrown={error} header="The list could not be loaded" onRetry={() => void refetch()} />}
      {!error && !data && <Spinner />}
      {data?.people.length === 0 && <Box color="text-body-secondary">Nobody yet.</Box>}
      <ul className="events">
        {data?.people.map((person) => (
          <li key={person.userId}>
            <span className="breakable">
              <PageLink to={`/users/${person.userId}`}>{person.name}</PageLink>, chosen by {person.markedBy},{" "}
              <Moment at={person.markedAt} />
            </span>
            <Button ariaLabel={`Take off the list: ${person.name}`} onClick={() => setLeaving(person)}>
              Take off
            </Button>
          </li>
        ))}
      </ul>
      {leaving && <MarkDialog person={leaving} isMarked={false} onClose={() => setLeaving(undefined)} />}
    </Container>
  );
}
