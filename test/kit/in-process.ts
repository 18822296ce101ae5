import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { inject } from "vitest";
import { apiRoot, type Route } from "../../shared/contract/route.ts";
import { routesByWorkflow } from "../../shared/contract/routes.ts";
import { unique } from "./person.ts";

/** What a call says beside its route. */
export interface InProcessCall {
  readonly body?: unknown;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface InProcessReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies by name, and the contract's schemas check them elsewhere
  readonly json: any;
}
type Handler = (event: never, context: Context) => Promise<unknown>;

/** Gives this process what the workers of all functions get. Before the first import of the product's own data modules. */
export function takeEnvironment(own: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, ...Object.values(inject("environments")), own);
}

/** What a handler is told of its own time. */
export const someContext = { getRemainingTimeInMillis: () => 20_000 } as Context;

const handlers = new Map<string, Handler>();

/** The handler of a deployable, imported late: its clients take their endpoints from the environment. */
export async function handlerOf(deployable: string): Promise<Handler> {
  const known = handlers.get(deployable) ?? (await import(`../../functions/${deployable}/handler.ts`)).handler;
  handlers.set(deployable, known);
  return known;
}

const named = Object.entries(routesByWorkflow).flatMap(([workflow, routes]) =>
  Object.entries(routes).map(([name, route]) => ({ workflow, name, route: route as Route })),
);
const requests = { sent: 0 };

/** A browser's worth of a person whose requests the handlers get in this process, as the gateway passes them on. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  csrfToken: string | undefined;
  authenticatorKey: string | undefined;
  readonly address = `10.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.7`;

  /** @param name of the route in the contract, such as `inviteUser` */
  async call(name: string, { body = {}, path = {}, query, headers = {} }: InProcessCall = {}): Promise<InProcessReply> {
    const found = named.find((each) => each.name === name);
    if (!found) throw new Error(`no route is named ${name}`);
    const handler = await handlerOf(found.workflow);
    const event: Partial<APIGatewayProxyEvent> = {
      httpMethod: found.route.method,
      resource: `${apiRoot}${found.route.path}`,
      pathParameters: { ...path },
      queryStringParameters: query ? { ...query } : null,
      headers: { ...this.#headers(), ...headers },
      body: found.route.method === "GET" ? null : JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: this.#requestContext(),
    };
    return this.#take((await handler(event as never, someContext)) as APIGatewayProxyResult);
  }

  /** The same, for a call that must succeed. */
  async done(name: string, call?: InProcessCall): Promise<InProcessReply["json"]> {
    const { status, json } = await this.call(name, call);
    if (status >= 300) throw new Error(`${name}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return {
      host: "gatehouse.example",
      origin: "https://gatehouse.example",
      "content-type": "application/json",
      ...(cookie ? { cookie } : {}),
      ...(this.csrfToken ? { "x-csrf-token": this.csrfToken } : {}),
    };
  }

  #requestContext(): APIGatewayProxyEvent["requestContext"] {
    requests.sent += 1;
    const told = { requestId: `request-${requests.sent}`, identity: { sourceIp: this.address } };
    return told as APIGatewayProxyEvent["requestContext"];
  }

  #take({ statusCode, headers = {}, multiValueHeaders = {}, body }: APIGatewayProxyResult): InProcessReply {
    for (const line of multiValueHeaders["set-cookie"] ?? []) {
      const [pair = "", ...attributes] = String(line).split(";");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.some((attribute) => attribute.trim() === "Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const json = body ? JSON.parse(body) : undefined;
    if (json?.session?.csrfToken) this.csrfToken = json.session.csrfToken;
    return { status: statusCode, headers, json };
  }
}

/** An Idempotency-Key nobody used yet, as a call's headers. */
export const aKey = () => ({ "idempotency-key": unique("key").replaceAll(".", "-") });
