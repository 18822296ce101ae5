import Alert from "@cloudscape-design/components/alert";
import { AccountSwitch } from "./account-switch.tsx";
import { InvitationBanner } from "./invitation-banner.tsx";
import { LockedBanner } from "./locked-banner.tsx";
import { GivePassword } from "./one-time-password.tsx";
import { useMay } from "./session.tsx";
import { useIsOther } from "./user-actions.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** What keeps this user from signing in, in a sentence, and the one button that ends it. */
export function UserBanner({ user }: { user: User }) {
  if (user.status === "locked") return <LockedBanner user={user} />;
  if (user.status === "disabled") return <DisabledBanner user={user} />;
  if (user.invitation) return <InvitationBanner user={user} />;
  if (user.registration === "invited") return <UnfinishedBanner user={user} />;
  if (user.registration === "setup-incomplete") {
    return (
      <Alert
        type="info"
        header="2-step verification is not set up"
        action={user.email === undefined && <GivePassword user={user} />}
      >
        {fullName(user)} is asked to set it up at the next sign-in.
      </Alert>
    );
  }
  return null;
}

function DisabledBanner({ user }: { user: User }) {
  const mayEnable = useMay("users:enable");
  const isOther = useIsOther(user);
  return (
    <Alert
      type="warning"
      header="This account is disabled"
      action={mayEnable && isOther && <AccountSwitch user={user} action="enable" />}
    >
      {fullName(user)} cannot sign in. The history says who disabled the account, and why.
    </Alert>
  );
}

function UnfinishedBanner({ user }: { user: User }) {
  return (
    <Alert type="warning" header="Adding this user was interrupted" action={<GivePassword user={user} />}>
      Nobody can sign in with this account yet. A one-time password finishes it.
    </Alert>
  );
}
