import SpaceBetween from "@cloudscape-design/components/space-between";
import { mayGrant } from "../../../../shared/domain/role.ts";
import { AccountSwitch } from "./account-switch.tsx";
import { EmergencyMark } from "./emergency-mark.tsx";
import { EndSessions } from "./end-sessions.tsx";
import { ResetSecondStep } from "./reset-second-step.tsx";
import { RolesSwitch } from "./roles-dialog.tsx";
import { useMay, useSession } from "./session.tsx";
import type { User } from "./user-standing.tsx";

/** What the reader may do about somebody else's account. */
export function UserActions({ user }: { user: User }) {
  const isOther = useIsOther(user);
  const mayDisable = useMay("users:disable");
  const mayRegrade = useMay("users:grant");
  const isRegistered = user.registration === "registered" || user.registration === "setup-incomplete";
  if (!isOther || !isRegistered) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {user.status !== "disabled" && <EndSessions user={user} />}
      <ResetSecondStep user={user} />
      <EmergencyMark user={user} />
      {mayRegrade && <RolesSwitch user={user} />}
      {mayDisable && user.status !== "disabled" && <AccountSwitch user={user} action="disable" />}
    </SpaceBetween>
  );
}

/**
 * Whether this is somebody else, who may not do more than the reader: others are decided about by others. The emergency role
 * decides about everybody else.
 */
export function useIsOther(user: User): boolean {
  const { userId, roles, breakGlass } = useSession();
  return userId !== user.userId && (breakGlass?.until !== undefined || mayGrant(roles, user.roles));
}
