import Alert from "@cloudscape-design/components/alert";
import { Moment } from "./moment.tsx";
import { PageButton } from "./page-link.tsx";
import { useMay } from "./session.tsx";
import { accountPath, type SftpAccount } from "./sftp-accounts.ts";
import { NewPassword } from "./sftp-new-password.tsx";
import { RevokeLink } from "./sftp-passwords.tsx";
import { SftpSwitch } from "./sftp-switch.tsx";

/** What keeps the software out, or soon will, and the one button that ends it; nothing where all is well. */
export function SftpBanner({ account }: { account: SftpAccount }) {
  const mayManage = useMay("sftp:manage");
  const { status, disabledAt, lockedUntil, attention } = account;
  if (status === "disabled") {
    return (
      <Alert
        type="warning"
        header="This account is disabled"
        action={mayManage && <SftpSwitch account={account} action="enable" />}
      >
        Since <Moment at={disabledAt} />, whatever password or key the software brings is refused.
      </Alert>
    );
  }
  if (lockedUntil) {
    return (
      <Alert
        type="error"
        header="Passwords are locked"
        action={mayManage && <SftpSwitch account={account} action="unlock" />}
      >
        Too many wrong passwords came in a row. Until <Moment at={lockedUntil} /> no password from where they came is
        looked at, not even the right one; keys still let in.
      </Alert>
    );
  }
  if (!attention) return null;
  return (
    <Alert type="warning" header="This needs somebody" action={mayManage && <Remedy account={account} />}>
      {attention}
    </Alert>
  );
}

function Remedy({ account }: { account: SftpAccount }) {
  const { link, secrets, accountId } = account;
  if (link?.state === "open") return <RevokeLink account={account} />;
  if (secrets.some(({ isStillUsed }) => isStillUsed))
    return <PageButton to={accountPath(accountId, "passwords")}>See the passwords</PageButton>;
  return <NewPassword account={account} variant="primary" />;
}
