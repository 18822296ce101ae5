import type { Operation } from "./context.ts";
import { adminCreateUser } from "./operations/admin-create-user.ts";
import { adminDeleteUser } from "./operations/admin-delete-user.ts";
import { adminDisableUser } from "./operations/admin-disable-user.ts";
import { adminEnableUser } from "./operations/admin-enable-user.ts";
import { adminGetUser } from "./operations/admin-get-user.ts";
import { adminInitiateAuth } from "./operations/admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./operations/admin-respond-to-auth-challenge.ts";
import { adminSetUserMfaPreference } from "./operations/admin-set-user-mfa-preference.ts";
import { adminSetUserPassword } from "./operations/admin-set-user-password.ts";
import { adminUpdateUserAttributes } from "./operations/admin-update-user-attributes.ts";
import { adminUserGlobalSignOut } from "./operations/admin-user-global-sign-out.ts";
import { associateSoftwareToken } from "./operations/associate-software-token.ts";
import { changePassword } from "./operations/change-password.ts";
import { describeUserPool } from "./operations/describe-user-pool.ts";
import { describeUserPoolClient } from "./operations/describe-user-pool-client.ts";
import { getUser } from "./operations/get-user.ts";
import { globalSignOut } from "./operations/global-sign-out.ts";
import { initiateAuth } from "./operations/initiate-auth.ts";
import { listUsers } from "./operations/list-users.ts";
import { respondToAuthChallenge } from "./operations/respond-to-auth-challenge.ts";
import { setUserMfaPreference } from "./operations/set-user-mfa-preference.ts";
import { verifySoftwareToken } from "./operations/verify-software-token.ts";

/** Calls that a request must sign with AWS credentials; whether the signature is right is not checked here. */
export const signedOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["AdminCreateUser", adminCreateUser],
  ["AdminDeleteUser", adminDeleteUser],
  ["AdminDisableUser", adminDisableUser],
  ["AdminEnableUser", adminEnableUser],
  ["AdminGetUser", adminGetUser],
  ["AdminInitiateAuth", adminInitiateAuth],
  ["AdminRespondToAuthChallenge", adminRespondToAuthChallenge],
  ["AdminSetUserMFAPreference", adminSetUserMfaPreference],
  ["AdminSetUserPassword", adminSetUserPassword],
  ["AdminUpdateUserAttributes", adminUpdateUserAttributes],
  ["AdminUserGlobalSignOut", adminUserGlobalSignOut],
  ["DescribeUserPool", describeUserPool],
  ["DescribeUserPoolClient", describeUserPoolClient],
  ["ListUsers", listUsers],
]);

/** Calls anybody can make: a client id, an access token or a session is all they ask for. */
export const openOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["AssociateSoftwareToken", associateSoftwareToken],
  ["ChangePassword", changePassword],
  ["GetUser", getUser],
  ["GlobalSignOut", globalSignOut],
  ["InitiateAuth", initiateAuth],
  ["RespondToAuthChallenge", respondToAuthChallenge],
  ["SetUserMFAPreference", setUserMfaPreference],
  ["VerifySoftwareToken", verifySoftwareToken],
]);
