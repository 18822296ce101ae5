import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";

/** For every address that is none of ours. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <Container>
        <Box variant="p">There is no page at this address. It may have been typed wrongly or moved.</Box>
        <PageLink to="/">Go to the overview</PageLink>
      </Container>
    </Page>
  );
}
