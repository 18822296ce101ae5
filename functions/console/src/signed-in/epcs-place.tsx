import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { epcsMarks } from "../../../../shared/domain/epcs.ts";
import type { EpcsPlace, Mark } from "./epcs.ts";
import { DesignateDialog, SuspendDialog } from "./epcs-dialogs.tsx";
import { Moment } from "./moment.tsx";
import { useMay, useSession } from "./session.tsx";
import { Status } from "./status.tsx";

/** One place: its designated people, and the marks that are held there. */
export function EpcsPlaceSection({ place }: { place: EpcsPlace }) {
  return (
    <Container header={<Header variant="h2">{place.name}</Header>}>
      <SpaceBetween size="l">
        {!place.isReady && (
          <Alert type="warning" header="Nothing can be approved here">
            It takes two designated people who are not the same registrant, one of whom is a provider with a valid DEA
            number, a licence and an authenticator app. A security administrator designates them on their own pages,
            under Access.
          </Alert>
        )}
        {place.yourBarrier && <Alert type="info">You cannot approve here now: {place.yourBarrier}.</Alert>}
        <div>
          <Box variant="h3">Designated people</Box>
          <DesignatedPeople place={place} />
        </div>
        <div>
          <Box variant="h3">Marks</Box>
          <Marks place={place} />
        </div>
      </SpaceBetween>
    </Container>
  );
}

function DesignatedPeople({ place }: { place: EpcsPlace }) {
  const mayOversee = useMay("epcs:oversee");
  const [leaving, setLeaving] = useState<{ userId: string; name: string }>();
  if (place.designated.length === 0) return <Box color="text-body-secondary">Nobody yet.</Box>;
  return (
    <>
      <ul className="events">
        {place.designated.map((person) => (
          <li key={person.userId}>
            <span className="breakable">
              {person.name}: {abilityOf(person)}
            </span>
            {mayOversee && (
              <Button ariaLabel={`Take off: ${person.name}, ${place.name}`} onClick={() => setLeaving(person)}>
                Take off
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving && (
        <DesignateDialog person={leaving} places={[place]} isDesignated={false} onClose={() => setLeaving(undefined)} />
      )}
    </>
  );
}

function abilityOf({ mayEnter, mayApprove, barrier }: EpcsPlace["designated"][number]): string {
  if (mayApprove) return "proposes and approves";
  const why = barrier ? `: ${barrier}` : "";
  return mayEnter ? `proposes, cannot approve${why}` : `can do nothing now${why}`;
}

function Marks({ place }: { place: EpcsPlace }) {
  const { userId } = useSession();
  const [suspending, setSuspending] = useState<Mark>();
  if (place.marks.length === 0) return <Box color="text-body-secondary">Nobody holds a mark here.</Box>;
  return (
    <>
      <ul className="events">
        {place.marks.map((mark) => (
          <li key={mark.userId}>
            <span className="breakable">
              {mark.name}, {epcsMarks[mark.mark]}. <Standing mark={mark} /> Proposed by {mark.enteredBy}, approved by{" "}
              {mark.approvedBy}, <Moment at={mark.grantedAt} />
            </span>
            {(place.maySuspend || mark.userId === userId) && !mark.suspendedAt && (
              <Button ariaLabel={`Suspend: ${mark.name}, ${place.name}`} onClick={() => setSuspending(mark)}>
                Suspend
              </Button>
            )}
          </li>
        ))}
      </ul>
      {suspending && <SuspendDialog mark={suspending} place={place} onClose={() => setSuspending(undefined)} />}
    </>
  );
}

function Standing({ mark }: { mark: Mark }) {
  if (mark.isInForce) return <Status type="success">In force.</Status>;
  return <Status type="warning">Suspended: {mark.because}.</Status>;
}
