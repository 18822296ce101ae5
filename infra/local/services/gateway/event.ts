import type { Match } from "./match.ts";
import { type GatewayRequest, headerOf } from "./request.ts";

const last = (values: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));

const orNull = <T extends object>(values: T): T | null => (Object.keys(values).length > 0 ? values : null);

/** Where the request came in. */
export interface EventPlace {
  readonly apiId: string;
  readonly stage: string;
  readonly account: string;
}

const nobody = {
  cognitoIdentityPoolId: null,
  accountId: null,
  cognitoIdentityId: null,
  caller: null,
  accessKey: null,
  cognitoAuthenticationType: null,
  cognitoAuthenticationProvider: null,
  userArn: null,
  user: null,
};

/** The event of a Lambda proxy integration (REST API, payload version 1.0). */
export function proxyEvent(request: GatewayRequest, match: Match, place: EventPlace): object {
  const host = headerOf(request, "host") ?? "127.0.0.1";
  const now = new Date();
  return {
    resource: match.node.path,
    path: request.path,
    httpMethod: request.method,
    headers: last(request.headers),
    multiValueHeaders: request.headers,
    queryStringParameters: orNull(last(request.query)),
    multiValueQueryStringParameters: orNull(request.query),
    pathParameters: orNull(match.parameters),
    stageVariables: null,
    requestContext: {
      accountId: place.account,
      apiId: place.apiId,
      resourceId: match.node.id,
      resourcePath: match.node.path,
      httpMethod: request.method,
      path: `/${place.stage}${request.path}`,
      stage: place.stage,
      protocol: "HTTP/1.1",
      requestId: request.id,
      extendedRequestId: request.id.replaceAll("-", "").slice(0, 16),
      requestTime: now.toUTCString(),
      requestTimeEpoch: now.getTime(),
      domainName: host.split(":")[0],
      domainPrefix: host.split(/[.:]/)[0],
      identity: { ...nobody, sourceIp: request.sourceIp, userAgent: headerOf(request, "user-agent") ?? null },
    },
    body: request.body.length > 0 ? request.body.toString("utf8") : null,
    isBase64Encoded: false,
  };
}
