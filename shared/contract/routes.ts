import { auditRoutes } from "./audit.ts";
import { billingRoutes } from "./billing.ts";
import { loginRoutes } from "./login.ts";
import { operatorRoutes } from "./operators.ts";
import { practiceRoutes } from "./practices.ts";
import { profileRoutes } from "./profile.ts";
import { registrationRoutes } from "./registration.ts";
import type { RouteTable } from "./route.ts";
import { secretLinkRoutes } from "./secret-links.ts";
import { sftpAccountRoutes } from "./sftp-accounts.ts";
import { sftpRequestRoutes } from "./sftp-requests.ts";
import { systemRoutes } from "./system.ts";
import { userRoutes } from "./users.ts";

/** Every route of the product by the workflow function that serves it. The gateway stack, OpenAPI and the tests walk this. */
export const routesByWorkflow = {
  system: systemRoutes,
  practices: practiceRoutes,
  registration: registrationRoutes,
  login: loginRoutes,
  users: userRoutes,
  profile: profileRoutes,
  audit: auditRoutes,
  billing: billingRoutes,
  "sftp-requests": sftpRequestRoutes,
  operators: operatorRoutes,
  "sftp-accounts": sftpAccountRoutes,
  "secret-links": secretLinkRoutes,
} as const satisfies Record<string, RouteTable>;

export type Workflow = keyof typeof routesByWorkflow;
