import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useIntention } from "../intention.ts";
import { profile } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** The codes for the day the phone is gone: how many are left, and new ones, which are shown until the page is left. */
export function RecoveryCodes() {
  const queries = useQueryClient();
  const intention = useIntention();
  const { data, error, refetch } = useQuery({
    queryKey: ["recovery-codes"],
    queryFn: () => profile.getRecoveryCodes(),
  });
  const making = useMutation({
    mutationFn: () => profile.makeRecoveryCodes({ intention: intention.keyFor("make") }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["recovery-codes"] }),
    // Whatever came of it, another click means a new set: a lost answer cannot be shown again.
    onSettled: () => intention.fulfil(),
  });
  const make = (
    <Button loading={making.isPending} loadingText="Making codes" onClick={() => making.mutate()}>
      {data?.madeAt ? "Make new codes" : "Make recovery codes"}
    </Button>
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={make}
          counter={data?.madeAt ? `(${data.left} left)` : undefined}
          description="Each stands in for your second step once, when your phone or mailbox is out of reach."
        >
          Recovery codes
        </Header>
      }
    >
      <SpaceBetween size="m">
        {error && (
          <ProblemAlert thrown={error} header="The codes could not be counted" onRetry={() => void refetch()} />
        )}
        {making.error && <ProblemAlert thrown={making.error} header="No new codes were made" />}
        {making.data ? <Shown codes={making.data.codes} /> : data && <Standing madeAt={data.madeAt} />}
      </SpaceBetween>
    </Container>
  );
}

function Standing({ madeAt }: { madeAt: string | undefined }) {
  if (!madeAt)
    return (
      <Box color="text-body-secondary">You have none yet. Make them now, while you still have your second step.</Box>
    );
  return (
    <Box color="text-body-secondary">
      Made: <Moment at={madeAt} />. New codes end the earlier ones.
    </Box>
  );
}

function Shown({ codes }: { codes: readonly string[] }) {
  return (
    <div className="recovery-codes">
      <p role="status">
        These are your new codes. They are shown this once: print or copy them now, and keep them where you keep
        passwords. Earlier codes no longer work.
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <SpaceBetween direction="horizontal" size="xs">
        <Button iconName="file" onClick={() => window.print()}>
          Print
        </Button>
        <CopyToClipboard
          copyButtonText="Copy"
          copySuccessText="Copied"
          copyErrorText="Not copied: select the codes instead"
          textToCopy={codes.join("\n")}
        />
      </SpaceBetween>
    </div>
  );
}
