import { auditRoutes } from "../../../../shared/contract/audit.ts";
import { billingRoutes } from "../../../../shared/contract/billing.ts";
import { loginRoutes } from "../../../../shared/contract/login.ts";
import { operatorRoutes } from "../../../../shared/contract/operators.ts";
import { practiceRoutes } from "../../../../shared/contract/practices.ts";
import { profileRoutes } from "../../../../shared/contract/profile.ts";
import { secretLinkRoutes } from "../../../../shared/contract/secret-links.ts";
import { sftpAccountRoutes } from "../../../../shared/contract/sftp-accounts.ts";
import { sftpRequestRoutes } from "../../../../shared/contract/sftp-requests.ts";
import { userRoutes } from "../../../../shared/contract/users.ts";
import { clientOf } from "../api/client.ts";
import { basePath, leaveFor, pageShownNow } from "../base-address.ts";
import { leaveForOutsideHours } from "../outside-hours.ts";
import { noteActivity } from "./activity.ts";
import { askToStepUp } from "./step-up.ts";

let csrfToken: string | undefined;
/** The token of the session just read; every change carries it. */
export const keepCsrfToken = (token: string): void => {
  csrfToken = token;
};

/** Leads to the sign-in page and back here afterwards. */
export const askToSignIn = (): void => leaveFor(`/signin?return=${encodeURIComponent(pageShownNow())}`);

const signedIn = {
  basePath,
  csrfToken: () => csrfToken,
  onAnswer: ({ code, detail = "" }: { code: string | undefined; detail: string | undefined }) => {
    if (code === "session.required") askToSignIn();
    else if (code === "session.outside-hours") leaveForOutsideHours(detail, pageShownNow());
    else noteActivity();
  },
  stepUp: askToStepUp,
};

/** Ends the session. Its answer leads nowhere: whoever signs out goes to the signed-out page, also when it was over already. */
export const { signOut: signOutOnServer } = clientOf(loginRoutes, { basePath, csrfToken: signedIn.csrfToken });

/** The routes that the signed-in pages call. */
export const login = clientOf(loginRoutes, signedIn);
export const practices = clientOf(practiceRoutes, signedIn);
export const profile = clientOf(profileRoutes, signedIn);
export const users = clientOf(userRoutes, signedIn);
export const billing = clientOf(billingRoutes, signedIn);
export const audit = clientOf(auditRoutes, signedIn);
export const sftpAccounts = clientOf(sftpAccountRoutes, signedIn);
export const sftpRequests = clientOf(sftpRequestRoutes, signedIn);
export const operators = clientOf(operatorRoutes, signedIn);
export const secretLinks = clientOf(secretLinkRoutes, signedIn);
