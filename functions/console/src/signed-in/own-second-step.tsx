import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import type { OwnSecondStep as View } from "../../../../shared/contract/own-second-step.ts";
import { secondSteps } from "../../../../shared/domain/user-status.ts";
import { login } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SecondStepDialog } from "./second-step-dialog.tsx";

type Own = z.output<typeof View>;

/** The own second step, and what it may become. */
export function OwnSecondStep() {
  const { data, error, refetch } = useQuery({ queryKey: ["second-step"], queryFn: () => login.getSecondStep() });
  const [wanted, setWanted] = useState<"totp" | "email">();
  return (
    <Container
      header={
        <Header variant="h2" actions={data && <Ways own={data} onWanted={setWanted} />}>
          2-step verification
        </Header>
      }
    >
      {error && (
        <ProblemAlert thrown={error} header="Your second step could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data && <Standing own={data} />}
      {data && wanted && <SecondStepDialog own={data} wanted={wanted} onDismiss={() => setWanted(undefined)} />}
    </Container>
  );
}

function Ways({ own, onWanted }: { own: Own; onWanted: (wanted: "totp" | "email") => void }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {own.mayTakeEmailCodes && own.method !== "email" && (
        <Button onClick={() => onWanted("email")}>Use e-mail codes</Button>
      )}
      <Button onClick={() => onWanted("totp")}>
        {own.method === "totp" ? "Set up a new app" : "Use an authenticator app"}
      </Button>
    </SpaceBetween>
  );
}

function Standing({ own: { method, setUpAt, isNeeded } }: { own: Own }) {
  if (method === "none")
    return (
      <Box variant="p">
        You sign in with your password alone. With an authenticator app a stolen password opens nothing.
      </Box>
    );
  return (
    <SpaceBetween size="xs">
      <Box variant="p">
        {secondSteps[method]}, set up: <Moment at={setUpAt} otherwise="unknown when" />
      </Box>
      <Box color="text-body-secondary">
        {isNeeded ? "Your practice asks you for a second step." : "You chose a second step, so it is always asked for."}
      </Box>
    </SpaceBetween>
  );
}
