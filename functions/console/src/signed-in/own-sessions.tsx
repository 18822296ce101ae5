import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { OwnSession } from "../../../../shared/contract/profile.ts";
import { useIntention } from "../intention.ts";
import { profile } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { signOut } from "./session.tsx";

type Own = z.output<typeof OwnSession>;
const queryKey = ["sessions"] as const;

/** Where the person is signed in, and a way to end what he does not know. */
export function OwnSessions() {
  const { data, error, refetch } = useQuery({ queryKey, queryFn: () => profile.listSessions() });
  const { end, endOthers, isEnding } = useEnding();
  const others = data?.items.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Five at most: one more sign-in ends the oldest. End what you do not know, and change your password then."
          actions={
            others.length > 0 && (
              <Button onClick={() => endOthers()} loading={isEnding} loadingText="Ending">
                End all others
              </Button>
            )
          }
        >
          Where you are signed in
        </Header>
      }
    >
      {error && (
        <ProblemAlert thrown={error} header="Your sessions could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data && (
        <ul className="sessions">
          {data.items.map((session) => (
            <li key={session.sessionId}>
              <SessionLine session={session} onEnd={() => (session.isCurrent ? void signOut() : end(session))} />
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

function SessionLine({ session, onEnd }: { session: Own; onEnd: () => void }) {
  const device = `${session.browser} on ${session.system}`;
  return (
    <div className="session">
      <div>
        <SpaceBetween direction="horizontal" size="xs">
          <Box variant="strong">{device}</Box>
          {session.isCurrent && <Badge color="green">This browser</Badge>}
          {session.isNewBrowser && <Badge color="blue">New browser</Badge>}
        </SpaceBetween>
        <Box variant="p" color="text-body-secondary">
          Last used <Moment at={session.lastSeenAt} isRelative /> from {session.address}, signed in{" "}
          <Moment at={session.startedAt} />
        </Box>
      </div>
      <Button onClick={onEnd} ariaLabel={session.isCurrent ? "Sign out of this browser" : `End ${device}`}>
        {session.isCurrent ? "Sign out" : "End"}
      </Button>
    </div>
  );
}

function useEnding() {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const again = () => queries.invalidateQueries({ queryKey });
  const one = useMutation({
    mutationFn: ({ sessionId }: Own) => profile.endSession({ path: { sessionId } }),
    onSuccess: (_, { browser, system }) => tell("The session has ended", `${browser} on ${system} is signed out.`),
    onError: (thrown) => complain("The session could not be ended", thrown),
    onSettled: again,
  });
  const all = useMutation({
    mutationFn: () => profile.endOtherSessions({ intention: intention.keyFor("others") }),
    onSuccess: ({ ended }) => {
      intention.fulfil();
      tell("All other sessions have ended", `${ended === 1 ? "One was" : `${ended} were`} open.`);
    },
    onError: (thrown) => complain("The other sessions could not be ended", thrown),
    onSettled: again,
  });
  return { end: one.mutate, endOthers: all.mutate, isEnding: all.isPending };
}
