import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type * as z from "zod/mini";
import type { secretLinkRoutes } from "../../../../shared/contract/secret-links.ts";
import { forgetLinkToken, useLinkToken } from "../link-token.ts";
import { forgetNonce, nonceFor } from "../reveal-nonce.ts";
import { secretLinks } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { Copied } from "./sftp-connection.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";

/** Where the link to a user's own new SFTP password leads; no password is made before the button is pressed. */
export function RevealPage() {
  const token = useLinkToken("secret");
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => secretLinks.revealSecret({ body: { token }, intention: nonceFor(token) }),
  });
  return (
    <Page title="SFTP password">
      <Container>
        <SpaceBetween size="l">
          {error && <ProblemAlert thrown={error} header="No password was shown" />}
          {data ? (
            <Revealed shown={data} />
          ) : (
            <SpaceBetween size="l">
              <Box variant="p">
                {token
                  ? "The password is made when you press the button, is shown once, and is kept nowhere. Have the software open beside you."
                  : "Open the link in the mail once more: this tab does not know it."}
              </Box>
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                {token && (
                  <Button
                    variant="primary"
                    loading={isPending}
                    loadingText="Making the password"
                    onClick={() => mutate()}
                  >
                    Show the password
                  </Button>
                )}
                <PageLink to="/">Go to the overview</PageLink>
              </SpaceBetween>
            </SpaceBetween>
          )}
        </SpaceBetween>
      </Container>
    </Page>
  );
}

type Shown = z.output<typeof secretLinkRoutes.revealSecret.reply>;

function Revealed({ shown }: { shown: Shown }) {
  const { secret, username, softwareName, server, expiresAt } = shown;
  const isNarrow = useNarrowScreen();
  const [, navigate] = useLocation();
  const leave = () => {
    forgetLinkToken("secret");
    forgetNonce();
    navigate("/");
  };
  return (
    <SpaceBetween size="l">
      <Alert type="success" header={`The new password for ${softwareName}`}>
        It is shown this once. Enter it in the software now; an older one goes on letting in meanwhile.
      </Alert>
      <SpaceBetween size="s">
        <Box fontSize="heading-m">
          <code className="breakable">{secret}</code>
        </Box>
        <CopyToClipboard
          copyButtonText="Copy password"
          copySuccessText="Copied"
          copyErrorText="Not copied: select it instead"
          textToCopy={secret}
        />
      </SpaceBetween>
      <KeyValuePairs
        columns={isNarrow ? 1 : 2}
        items={[
          ...(server
            ? [
                { label: "Host", value: <Copied text={server.host} what="host" /> },
                { label: "Port", value: <Copied text={String(server.port)} what="port" /> },
              ]
            : []),
          { label: "Username", value: <Copied text={username} what="username" /> },
          ...(server?.fingerprint
            ? [{ label: "Key of the server", value: <Copied text={server.fingerprint} what="key of the server" /> }]
            : []),
          { label: "Ends", value: <Moment at={expiresAt} /> },
        ]}
      />
      <Button variant="primary" onClick={leave}>
        I have entered it
      </Button>
    </SpaceBetween>
  );
}
