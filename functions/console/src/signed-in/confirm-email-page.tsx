import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { useIntention } from "../intention.ts";
import { forgetLinkToken, useLinkToken } from "../link-token.ts";
import { profile } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** Where the link to a new address leads; it changes nothing before the button is pressed. */
export function ConfirmEmailPage() {
  const token = useLinkToken("email");
  const [, navigate] = useLocation();
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => profile.confirmEmailChange({ body: { token }, intention: intention.keyFor(token) }),
    onSuccess: async ({ email }) => {
      forgetLinkToken("email");
      await queries.invalidateQueries();
      tell("Your e-mail address is changed", `Codes, links and notices go to ${email} from now on.`);
      navigate("/me");
    },
  });
  return (
    <Page title="New e-mail address">
      <Container>
        <SpaceBetween size="l">
          {error && <ProblemAlert thrown={error} header="Your address was not changed" />}
          <Box variant="p">
            {token
              ? "The link was in the mailbox of your new address. From now on codes, links and notices go there."
              : "Open the link in the mail once more: this tab does not know it."}
          </Box>
          <SpaceBetween direction="horizontal" size="xs">
            {token && (
              <Button variant="primary" loading={isPending} loadingText="Changing" onClick={() => mutate()}>
                Use this address
              </Button>
            )}
            <PageLink to="/me">Open My profile</PageLink>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </Page>
  );
}
