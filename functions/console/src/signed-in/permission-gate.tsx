import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import type { ReactNode } from "react";
import { isOfSftp, type Permission, permissions } from "../../../../shared/domain/permission.ts";
import { permissionsOf } from "../../../../shared/domain/role.ts";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { useMay, useSession } from "./session.tsx";

/** Draws a page for those who may see it, and says why not to the others: never a blank page. */
export function PermissionGate({ needs, children }: { needs: Permission; children: ReactNode }) {
  const { roles } = useSession();
  if (useMay(needs)) return children;
  const why = permissionsOf(roles).has(needs)
    ? `This installation does not offer it: ${isOfSftp(needs) ? "it has no SFTP server" : "it takes no payments and sells no plans"}.`
    : `Your roles do not let you ${permissions[needs]}. Ask a security administrator of your practice if you need it.`;
  return (
    <Page title="You cannot see this page">
      <Container>
        <Box variant="p">{why}</Box>
        <PageLink to="/">Go to the overview</PageLink>
      </Container>
    </Page>
  );
}
