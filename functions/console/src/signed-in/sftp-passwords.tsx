import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import { sftpAccounts } from "./calls.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { absoluteTime, Moment } from "./moment.tsx";
import { useMay, useSession } from "./session.tsx";
import { type SftpAccount, useAccountStep } from "./sftp-accounts.ts";
import { LastUse } from "./sftp-list.tsx";
import { Status } from "./status.tsx";

type Secret = SftpAccount["secrets"][number];

/** The passwords that let in and those that did, and who still uses which. What they are is shown nowhere. */
export function SftpPasswords({ account }: { account: SftpAccount }) {
  const { secrets, quietDays } = account;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`Two at most let in. An older one that nobody uses retires by itself ${quietDays} days after the software has changed over.`}
        >
          Passwords
        </Header>
      }
    >
      <SpaceBetween size="m">
        <LinkStanding account={account} />
        {secrets.length === 0 && <Box variant="p">There is no password.</Box>}
        {secrets.length > 0 && (
          <ul className="events" aria-label="Passwords">
            {secrets.map((secret) => (
              <li key={secret.secretId}>
                <SecretLine account={account} secret={secret} />
              </li>
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Container>
  );
}

function standing({ state, isExpired, isStillUsed }: Secret): { type: StatusIndicatorProps.Type; text: string } {
  if (state === "retired") return { type: "stopped", text: "Retired" };
  if (isExpired) return { type: "error", text: "Over: it lets nobody in" };
  if (state === "live") return { type: "success", text: "The newest: lets in" };
  return isStillUsed
    ? { type: "warning", text: "Older, and still used: lets in" }
    : { type: "pending", text: "Older: still lets in" };
}

function SecretLine({ account, secret }: { account: SftpAccount; secret: Secret }) {
  const mayManage = useMay("sftp:manage");
  const { type, text } = standing(secret);
  return (
    <>
      <span className="breakable">
        <Status type={type}>{text}</Status>
        <Box color="text-body-secondary">
          Shown to {secret.seenBy}, <Moment at={secret.madeAt} />.{" "}
          {secret.state === "retired" ? (
            <>
              Retired <Moment at={secret.retiredAt} />.
            </>
          ) : (
            <>
              Ends <Moment at={secret.expiresAt} />.
            </>
          )}{" "}
          Last used: <LastUse use={secret.lastUsed} />.
        </Box>
      </span>
      {mayManage && secret.state !== "retired" && <Retire account={account} secret={secret} />}
    </>
  );
}

function Retire({ account, secret }: { account: SftpAccount; secret: Secret }) {
  const [isOpen, setOpen] = useState(false);
  const { timeZone } = useSession();
  const { accountId } = account;
  const { secretId, lastUsed, isStillUsed, state } = secret;
  const step = useAccountStep({
    call: () => sftpAccounts.retireSftpSecret({ path: { accountId, secretId } }),
    told: () => [
      "The password is retired",
      "It lets nobody in any more. Who still tries it stands under Refused sign-ins.",
    ],
    failed: "The password was not retired",
    onDone: () => setOpen(false),
  });
  const used = lastUsed && `It was used last ${absoluteTime(lastUsed.at, timeZone)} from ${lastUsed.from}.`;
  return (
    <>
      <Button ariaLabel={`Retire the ${state === "live" ? "newest" : "older"} password`} onClick={() => setOpen(true)}>
        Retire
      </Button>
      {isOpen && (
        <ConfirmDialog
          header={`Retire the ${state === "live" ? "newest" : "older"} password?`}
          confirm="Retire password"
          isBusy={step.isPending}
          onConfirm={() => step.mutate()}
          onDismiss={() => setOpen(false)}
        >
          <Alert type={isStillUsed || state === "live" ? "warning" : "info"}>
            It lets nobody in from then on. {used ?? "Nobody has ever used it."}{" "}
            {isStillUsed && "Something still signs in with it: that stops, until the newer one is entered there."}
          </Alert>
        </ConfirmDialog>
      )}
    </>
  );
}

const linkStates = { used: "was used", expired: "ran out", revoked: "was revoked" } as const;

/** What became of the link to the newest password. */
function LinkStanding({ account }: { account: SftpAccount }) {
  const mayManage = useMay("sftp:manage");
  const { link } = account;
  if (!link) return null;
  if (link.state !== "open")
    return (
      <Box color="text-body-secondary">
        The last link, mailed to <span className="breakable">{link.email}</span>, {linkStates[link.state]}
        {link.openedAt && (
          <>
            {" "}
            <Moment at={link.openedAt} /> from {link.openedFrom}
          </>
        )}
        .
      </Box>
    );
  return (
    <Alert
      type="info"
      header={link.kind === "hand-off" ? "A hand-off link is open" : "A link to a new password is open"}
      action={mayManage && <RevokeLink account={account} />}
    >
      Mailed to <span className="breakable">{link.email}</span>, <Moment at={link.madeAt} />. It works once, until{" "}
      <Moment at={link.expiresAt} />.
    </Alert>
  );
}

/** The button that ends the open link. */
export function RevokeLink({ account: { accountId } }: { account: SftpAccount }) {
  const step = useAccountStep({
    call: () => sftpAccounts.revokeSecretLink({ path: { accountId } }),
    told: () => ["The link is revoked", "Whoever opens it is refused."],
    failed: "The link was not revoked",
  });
  return (
    <Button loading={step.isPending} loadingText="Revoking" onClick={() => step.mutate()}>
      Revoke the link
    </Button>
  );
}
