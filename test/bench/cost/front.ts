import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import type { APIGatewayProxyResult } from "aws-lambda";
import type { Deployable } from "../../../shared/config/environment.ts";
import { apiRoot, type Route } from "../../../shared/contract/route.ts";
import { routesByWorkflow, type Workflow } from "../../../shared/contract/routes.ts";

/** A function as it is deployed, in this process. */
export type Invoke = (deployable: Deployable, event: unknown) => Promise<unknown>;

const context = { awsRequestId: "bench", functionName: "bench", getRemainingTimeInMillis: () => 29_000 };

/** Calls the bundles in `dist/`, each loaded once. The environment must be set before. */
export const invoke: Invoke = async (deployable, event) => {
  const file = pathToFileURL(join(process.cwd(), `dist/functions/${deployable}/handler.mjs`)).href;
  const { handler } = (await import(file)) as { handler: (event: unknown, lambda: object) => Promise<unknown> };
  return handler(event, context);
};

/** Serves the API's routes over HTTP from the bundles in this process, as the gateway would. */
export async function startFront(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    answer(request)
      .then(({ statusCode, headers = {}, multiValueHeaders = {}, body }) => {
        const all = { ...headers, ...multiValueHeaders } as Record<string, string | string[]>;
        response.writeHead(statusCode, all).end(body);
      })
      .catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function answer(request: IncomingMessage): Promise<APIGatewayProxyResult> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const { workflow, route, parameters } = routeOf(request.method ?? "GET", url.pathname);
  const body = await text(request);
  const query = [...url.searchParams];
  const event = {
    resource: `${apiRoot}${route.path}`,
    path: url.pathname,
    httpMethod: route.method,
    headers: request.headers,
    multiValueHeaders: {},
    queryStringParameters: query.length > 0 ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters: Object.fromEntries(query.map(([name, value]) => [name, [value]])),
    pathParameters: parameters,
    requestContext: {
      requestId: "00000000-0000-4000-8000-000000000000",
      identity: { sourceIp: "127.0.0.1", userAgent: "bench" },
    },
    body: body || null,
    isBase64Encoded: false,
  };
  return (await invoke(workflow, event)) as APIGatewayProxyResult;
}

const routes = Object.entries(routesByWorkflow).flatMap(([workflow, table]) =>
  Object.values(table as Record<string, Route>).map((route) => ({ workflow: workflow as Workflow, route })),
);

function routeOf(method: string, path: string) {
  for (const { workflow, route } of routes) {
    const pattern = `${apiRoot}${route.path}`.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match && route.method === method) return { workflow, route, parameters: { ...match.groups } };
  }
  throw new Error(`no route for ${method} ${path}`);
}
