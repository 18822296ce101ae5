import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useEpcs } from "./epcs.ts";
import { EpcsDays } from "./epcs-days.tsx";
import { EpcsPlaceSection } from "./epcs-place.tsx";
import { EpcsProposals } from "./epcs-proposals.tsx";
import { EpcsPropose } from "./epcs-propose.tsx";
import { Page } from "./page.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** Who decides about electronic prescribing of controlled substances: what is proposed, and who holds what at which site. */
export function EpcsPage() {
  const { data, error, refetch } = useEpcs();
  return (
    <Page
      title="EPCS"
      description="Who may decide about electronic prescribing of controlled substances. One person proposes, another approves, any one suspends."
    >
      <SpaceBetween size="l">
        {error && <ProblemAlert thrown={error} header="EPCS could not be loaded" onRetry={() => void refetch()} />}
        {!error && !data && <Spinner />}
        {data?.places.length === 0 && (
          <Container>
            <Box variant="p">
              You have nothing to do with EPCS. Ask a security administrator of your practice to designate you if you
              should.
            </Box>
          </Container>
        )}
        {data && data.places.length > 0 && (
          <SpaceBetween size="l">
            <EpcsProposals proposals={data.proposals} places={data.places} />
            {data.places.some(({ mayEnter }) => mayEnter) && <EpcsPropose places={data.places} />}
            {data.places.map((place) => (
              <EpcsPlaceSection key={place.place} place={place} />
            ))}
            {data.places.some(({ maySuspend }) => maySuspend) && <EpcsDays />}
            <Alert type="info">
              Gatehouse administers these marks. It is no certified EPCS application: prescribing itself happens in one.
            </Alert>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Page>
  );
}
