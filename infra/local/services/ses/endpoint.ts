import type { QueryService } from "../query-protocol.ts";
import type { Context, Operation } from "./operation.ts";
import { getAccountSendingEnabled } from "./operations/get-account-sending-enabled.ts";
import { getSendQuota } from "./operations/get-send-quota.ts";
import { sendEmail } from "./operations/send-email.ts";
import { sendRawEmail } from "./operations/send-raw-email.ts";

const operations: readonly (readonly [string, Operation])[] = [
  ["GetAccountSendingEnabled", getAccountSendingEnabled],
  ["GetSendQuota", getSendQuota],
  ["SendEmail", sendEmail],
  ["SendRawEmail", sendRawEmail],
];

/** The sending API over what this context holds. */
export const sesOver = (context: Context): QueryService => ({
  namespace: "http://ses.amazonaws.com/doc/2010-12-01/",
  version: "2010-12-01",
  title: "mail service",
  operations: new Map(operations.map(([name, operation]) => [name, (form) => operation(form, context)])),
});
