import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useState } from "react";
import { epcsMarks } from "../../../../shared/domain/epcs.ts";
import { type EpcsPlace, useEpcs } from "./epcs.ts";
import { DesignateDialog } from "./epcs-dialogs.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay, useSession } from "./session.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** What a user has to do with EPCS, on his page: for who designates people. Marks are proposed on the EPCS page. */
export function EpcsSection({ user }: { user: User }) {
  const session = useSession();
  const mayOversee = useMay("epcs:oversee");
  const { data, error, refetch } = useEpcs(mayOversee);
  const [isAsked, setIsAsked] = useState(false);
  if (!mayOversee || user.type === "patient") return null;
  if (error) return <ProblemAlert thrown={error} header="EPCS could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <Spinner />;
  const isHere = ({ designated }: EpcsPlace) => designated.some(({ userId }) => userId === user.userId);
  const others = data.places.filter((place) => !isHere(place));
  const mayDesignate = others.length > 0 && user.status === "active" && session.userId !== user.userId;
  const marks = data.places.flatMap((place) =>
    place.marks.filter(({ userId }) => userId === user.userId).map((mark) => ({ ...mark, where: place.name })),
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={mayDesignate && <Button onClick={() => setIsAsked(true)}>Designate for EPCS</Button>}
        >
          EPCS
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={2}
          items={[
            {
              label: "Designated at",
              value:
                data.places
                  .filter(isHere)
                  .map(({ name }) => name)
                  .join(", ") || "Nowhere",
            },
            {
              label: "Marks",
              value:
                marks.length === 0
                  ? "None"
                  : marks.map(({ mark, where, because }) => (
                      <div key={where}>
                        {epcsMarks[mark]}, {where}
                        {because ? `, suspended: ${because}` : ""}
                      </div>
                    )),
            },
          ]}
        />
        {user.secondStep !== "totp" && (
          <Box color="text-body-secondary">EPCS takes an authenticator app, which this person has not set up.</Box>
        )}
        <PageLink to="/epcs">Open EPCS</PageLink>
      </SpaceBetween>
      {isAsked && (
        <DesignateDialog
          person={{ userId: user.userId, name: fullName(user) }}
          places={others}
          isDesignated
          onClose={() => setIsAsked(false)}
        />
      )}
    </Container>
  );
}
