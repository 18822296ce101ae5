import { Route, Switch } from "wouter";
import { AuditPage } from "./audit-page.tsx";
import { ConfirmEmailPage } from "./confirm-email-page.tsx";
import { EmergencyPage } from "./emergency-page.tsx";
import { EpcsPage } from "./epcs-page.tsx";
import { ImportPage } from "./import-page.tsx";
import { InvitationsPage } from "./invitations-page.tsx";
import { InvitePage } from "./invite-page.tsx";
import { InvoicesPage } from "./invoices-page.tsx";
import { NewSftpRequestPage } from "./new-sftp-request-page.tsx";
import { NewUserPage } from "./new-user-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { OperatorPracticesPage } from "./operator-practices-page.tsx";
import { OperatorRequestPage } from "./operator-request-page.tsx";
import { OperatorRequestsPage } from "./operator-requests-page.tsx";
import { OverviewPage } from "./overview-page.tsx";
import { PermissionGate } from "./permission-gate.tsx";
import { departments, sites } from "./places.ts";
import { PlacesPage } from "./places-page.tsx";
import { PlansPage } from "./plans-page.tsx";
import { PracticePage } from "./practice-page.tsx";
import { ProfilePage } from "./profile-page.tsx";
import { RevealPage } from "./reveal-page.tsx";
import { SecurityPage } from "./security-page.tsx";
import { SftpAccountPage } from "./sftp-account-page.tsx";
import { SftpPage } from "./sftp-page.tsx";
import { SftpRequestPage } from "./sftp-request-page.tsx";
import { SftpRequestsPage } from "./sftp-requests-page.tsx";
import { SuppressedAddressesPage } from "./suppressed-addresses-page.tsx";
import { UserPage } from "./user-page.tsx";
import { UsersPage } from "./users-page.tsx";

/** Which page an address shows, and the permission that it takes to see it. */
export function Pages() {
  return (
    <Switch>
      <Route path="/">
        <OverviewPage />
      </Route>
      <Route path="/users">
        <PermissionGate needs="users:read">
          <UsersPage />
        </PermissionGate>
      </Route>
      <Route path="/users/invite">
        <PermissionGate needs="users:invite">
          <InvitePage />
        </PermissionGate>
      </Route>
      <Route path="/users/import">
        <PermissionGate needs="users:invite">
          <ImportPage />
        </PermissionGate>
      </Route>
      <Route path="/users/new">
        <PermissionGate needs="users:invite">
          <NewUserPage />
        </PermissionGate>
      </Route>
      <Route path="/users/:userId/:tab?">
        {({ userId, tab }) => (
          <PermissionGate needs="users:read">
            <UserPage key={userId} userId={userId} tab={tab} />
          </PermissionGate>
        )}
      </Route>
      <Route path="/departments">
        <PermissionGate needs="practice:read">
          <PlacesPage key="departments" kind={departments} />
        </PermissionGate>
      </Route>
      <Route path="/sites">
        <PermissionGate needs="practice:read">
          <PlacesPage key="sites" kind={sites} />
        </PermissionGate>
      </Route>
      <Route path="/invitations">
        <PermissionGate needs="users:read">
          <InvitationsPage />
        </PermissionGate>
      </Route>
      <Route path="/sftp">
        <PermissionGate needs="sftp:read">
          <SftpPage />
        </PermissionGate>
      </Route>
      <Route path="/sftp/password">
        <RevealPage />
      </Route>
      <Route path="/sftp/accounts/:accountId/:tab?">
        {({ accountId, tab }) => (
          <PermissionGate needs="sftp:read">
            <SftpAccountPage key={accountId} accountId={accountId} tab={tab} />
          </PermissionGate>
        )}
      </Route>
      <Route path="/sftp/new">
        <PermissionGate needs="sftp:request">
          <NewSftpRequestPage />
        </PermissionGate>
      </Route>
      <Route path="/sftp/requests">
        <PermissionGate needs="sftp:read">
          <SftpRequestsPage />
        </PermissionGate>
      </Route>
      <Route path="/sftp/requests/:requestId">
        {({ requestId }) => (
          <PermissionGate needs="sftp:read">
            <SftpRequestPage key={requestId} requestId={requestId} />
          </PermissionGate>
        )}
      </Route>
      <Route path="/audit">
        <PermissionGate needs="audit:read">
          <AuditPage />
        </PermissionGate>
      </Route>
      <Route path="/emergency">
        <EmergencyPage />
      </Route>
      <Route path="/epcs">
        <EpcsPage />
      </Route>
      <Route path="/security">
        <PermissionGate needs="practice:read">
          <SecurityPage />
        </PermissionGate>
      </Route>
      <Route path="/billing">
        <PermissionGate needs="plans:buy">
          <PlansPage />
        </PermissionGate>
      </Route>
      <Route path="/billing/invoices">
        <PermissionGate needs="plans:buy">
          <InvoicesPage />
        </PermissionGate>
      </Route>
      <Route path="/operations/sftp-requests">
        <PermissionGate needs="operator:sftp-requests">
          <OperatorRequestsPage />
        </PermissionGate>
      </Route>
      <Route path="/operations/sftp-requests/:requestId">
        {({ requestId }) => (
          <PermissionGate needs="operator:sftp-requests">
            <OperatorRequestPage key={requestId} requestId={requestId} />
          </PermissionGate>
        )}
      </Route>
      <Route path="/operations/practices">
        <PermissionGate needs="operator:practices">
          <OperatorPracticesPage />
        </PermissionGate>
      </Route>
      <Route path="/operations/suppressed-addresses">
        <PermissionGate needs="operator:suppression">
          <SuppressedAddressesPage />
        </PermissionGate>
      </Route>
      <Route path="/practice">
        <PermissionGate needs="practice:read">
          <PracticePage />
        </PermissionGate>
      </Route>
      <Route path="/me/email">
        <ConfirmEmailPage />
      </Route>
      <Route path="/me">
        <ProfilePage />
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
