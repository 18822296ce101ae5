import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EmergencyGrants } from "./emergency-grants.tsx";
import { EmergencyPeople } from "./emergency-people.tsx";
import { EmergencyUse } from "./emergency-use.tsx";
import { Page } from "./page.tsx";
import { useMay, useSession } from "./session.tsx";

/** The sealed emergency role: to use it, to choose who may, and to review what was done under it. */
export function EmergencyPage() {
  const { breakGlass } = useSession();
  const mayOversee = useMay("break-glass:oversee");
  return (
    <Page title="Emergency access" description="For when nobody can come in who could set it right.">
      <SpaceBetween size="l">
        {breakGlass?.isMarked && <EmergencyUse standing={breakGlass} />}
        {mayOversee && <EmergencyGrants />}
        {mayOversee && <EmergencyPeople />}
        {!breakGlass && (
          <Container>
            <Box variant="p">
              You were not chosen for emergency access. Ask a security administrator of your practice if you need it.
            </Box>
          </Container>
        )}
      </SpaceBetween>
    </Page>
  );
}
