import { userRoutes } from "../../shared/contract/users.ts";
import { serve } from "../../shared/http/serve.ts";
import { checkUsername } from "./check-username.ts";
import { continueImport } from "./continue-import.ts";
import { countUsers } from "./count-users.ts";
import { createUser } from "./create-user.ts";
import { disableUser } from "./disable-user.ts";
import { editAccess } from "./edit-access.ts";
import { editInvitation } from "./edit-invitation.ts";
import { editUser } from "./edit-user.ts";
import { enableUser } from "./enable-user.ts";
import { endUserSessions } from "./end-user-sessions.ts";
import { exportUsers } from "./export-users.ts";
import { extendOnCall } from "./extend-on-call.ts";
import { getAccess } from "./get-access.ts";
import { getConsequences } from "./get-consequences.ts";
import { getImport } from "./get-import.ts";
import { getInvitation } from "./get-invitation.ts";
import { getPermissions } from "./get-permissions.ts";
import { getUser } from "./get-user.ts";
import { getUserHistory } from "./get-user-history.ts";
import { getUserLock } from "./get-user-lock.ts";
import { getUserPin } from "./get-user-pin.ts";
import { getUserRoles } from "./get-user-roles.ts";
import { giveOneTimePassword } from "./give-one-time-password.ts";
import { importInvitations } from "./import-invitations.ts";
import { inviteColleague } from "./invite-colleague.ts";
import { inviteUser } from "./invite-user.ts";
import { listUsers } from "./list-users.ts";
import { replaceUserRoles } from "./replace-user-roles.ts";
import { resendInvitation } from "./resend-invitation.ts";
import { resetSecondStep } from "./reset-second-step.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { setUserDepartment } from "./set-user-department.ts";
import { trustAddress } from "./trust-address.ts";
import { unlockUser } from "./unlock-user.ts";

export const handler = serve(userRoutes, {
  listUsers,
  countUsers,
  exportUsers,
  getUser,
  editUser,
  unlockUser,
  getUserLock,
  getUserHistory,
  resetSecondStep,
  getUserPin,
  getConsequences,
  disableUser,
  enableUser,
  endUserSessions,
  getUserRoles,
  replaceUserRoles,
  inviteUser,
  inviteColleague,
  importInvitations,
  getImport,
  continueImport,
  createUser,
  giveOneTimePassword,
  checkUsername,
  getAccess,
  editAccess,
  extendOnCall,
  getPermissions,
  setUserDepartment,
  getInvitation,
  editInvitation,
  resendInvitation,
  revokeInvitation,
  trustAddress,
});
