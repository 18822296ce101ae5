import { gzipSync } from "node:zlib";
import type { Deployable } from "../../../shared/config/environment.ts";
import { apiRoot } from "../../../shared/contract/route.ts";

const cookie = ["prc", "usr", "ses"].map((kind) => `${kind}_${"0".repeat(26)}`).join(".");

/** An API call as the gateway hands it on, from a session that the stub does not know: the session check ends it with 401. */
function apiCall(method: string, path: string, body?: unknown) {
  return {
    resource: `${apiRoot}${path}`,
    path: `${apiRoot}${path}`,
    httpMethod: method,
    headers: {
      cookie: `__Host-gh=${cookie}.${"A".repeat(43)}`,
      ...(body ? { "content-type": "application/json", "sec-fetch-site": "same-origin" } : {}),
    },
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    requestContext: {
      requestId: "00000000-0000-4000-8000-000000000000",
      identity: { sourceIp: "127.0.0.1", userAgent: "bench" },
    },
    body: body ? JSON.stringify(body) : null,
    isBase64Encoded: false,
  };
}

const trigger = {
  triggerSource: "PreAuthentication_Authentication",
  userName: "usr_0",
  request: { userAttributes: {}, validationData: {}, userNotFound: true },
  response: {},
};

/** A function's first call, and how it must end: a status, an error's name, or `undefined` for any other result. */
export interface FirstCall {
  readonly event: unknown;
  readonly says: string;
  readonly ends: number | string | undefined;
}

const sessionCheck = (path: string): FirstCall => ({ event: apiCall("GET", path), says: "session check", ends: 401 });

/**
 * The first call of each function: one that talks to AWS where the function can do so without a stored row, mostly the one
 * BatchGet of the session check.
 */
export const firstCalls: Readonly<Record<Deployable, FirstCall>> = {
  login: sessionCheck("/session"),
  users: sessionCheck("/users"),
  profile: sessionCheck("/profile"),
  practices: sessionCheck("/practice"),
  audit: sessionCheck("/audit-events"),
  billing: sessionCheck("/billing"),
  registration: {
    event: apiCall("POST", "/registrations/lookup", { token: "v1.inv.1.mac" }),
    says: "throttle and secret, refused",
    ends: 404,
  },
  system: { event: apiCall("GET", "/health"), says: "store, index and pool", ends: 200 },
  "cognito-triggers": { event: trigger, says: "refused without a ticket", ends: "Expected" },
  directory: { event: { sweep: true }, says: "sweep of what time changes", ends: undefined },
  caretaker: { event: { sweep: true }, says: "which practices are due", ends: undefined },
  "epcs-day": { event: { sweep: true }, says: "sweep of the daily lists", ends: undefined },
  "sftp-requests": sessionCheck("/sftp-requests"),
  operators: sessionCheck("/operator/practices"),
  "found-operators": { event: {}, says: "a payload that is none, refused", ends: "Error" },
  "mail-events": {
    event: {
      source: "aws.ses",
      detail: { eventType: "Delivery", mail: { tags: { practice: ["prc_x"], mail: ["eml_x"] } } },
    },
    says: "a mail nobody has",
    ends: undefined,
  },
  "sftp-accounts": sessionCheck("/sftp-accounts"),
  "secret-links": {
    event: apiCall("POST", "/secret-links", { token: "v1.sfa.1.mac" }),
    says: "throttle and secret, refused",
    ends: 404,
  },
  "sftp-identity": {
    event: { username: "nobody", protocol: "SFTP", serverId: "s-0", sourceIp: "127.0.0.1" },
    says: "which server asks, refused",
    ends: undefined,
  },
  "file-arrival": {
    event: {
      "detail-type": "SFTP Server File Upload Completed",
      time: "2026-11-22T00:00:00Z",
      detail: { "file-path": `/bench/practices/prc_x/sftp/sfa_${"0".repeat(26)}/inbound/claims.837` },
    },
    says: "a file of an account nobody has",
    ends: undefined,
  },
  "sftp-log": {
    event: { awslogs: { data: gzipSync(JSON.stringify({ logEvents: [] })).toString("base64") } },
    says: "lines that say nothing of keys",
    ends: undefined,
  },
  mailer: { event: { sweep: true }, says: "sweep of the outbox", ends: undefined },
};
