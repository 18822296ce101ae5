import { KnownFault } from "../../known-fault.ts";
import type { Properties } from "../../template/properties.ts";
import type { ObjectStore } from "../s3/objects.ts";
import { contextOf, fillIn, mapped, type Variables } from "./gateway-response.ts";
import type { Match } from "./match.ts";
import { GatewayRefusal, type Reply } from "./reply.ts";
import { type GatewayRequest, headerOf } from "./request.ts";
import type { Method, RestApi } from "./rest-api.ts";

/** A request on its way to an integration. */
export interface Passage {
  readonly api: RestApi;
  readonly method: Method;
  readonly match: Match;
  readonly request: GatewayRequest;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** The integration response whose pattern fits the whole status, else the one without a pattern. */
function responseFor({ integration }: Method, status: number): Properties {
  const responses = integration.objects("IntegrationResponses");
  const fits = (pattern: string | undefined) => pattern && new RegExp(`^(?:${pattern})$`).test(String(status));
  const found =
    responses.find((each) => fits(each.optionalString("SelectionPattern"))) ??
    responses.find((each) => !each.optionalString("SelectionPattern"));
  if (!found)
    throw new GatewayRefusal("DEFAULT_5XX", 500, {
      message: "Internal server error",
      detail: "no integration response",
    });
  return found;
}

function shape(passage: Passage, answer: Answer): Reply {
  const response = responseFor(passage.method, answer.status);
  const variables: Record<string, string> = { ...contextOf(passage.request, passage.api) };
  for (const [name, value] of Object.entries(answer.headers)) {
    variables[`integration.response.header.${name.toLowerCase()}`] = value;
  }
  const headers: Record<string, string> = {};
  const parameters = response.object("ResponseParameters");
  for (const name of Object.keys(parameters.values)) {
    const source = parameters.string(name).replace(/^integration\.response\.header\..+$/, (all) => all.toLowerCase());
    const value = mapped(source, variables);
    if (value !== undefined) headers[name.replace(/^method\.response\.header\./, "").toLowerCase()] = value;
  }
  const templates = response.object("ResponseTemplates");
  const [type] = Object.keys(templates.values);
  const template = type && templates.optionalString(type);
  const body = template ? fillIn(template, variables) : answer.body;
  const fallback = type ?? answer.headers["content-type"] ?? "application/json";
  return {
    status: response.number("StatusCode", answer.status),
    headers: { "content-type": fallback, ...headers },
    body,
  };
}

/** A MOCK integration: the status its request template names, and what the integration response for it says. */
export function mockReply(passage: Passage): Reply {
  const templates = passage.method.integration.object("RequestTemplates");
  const type = (headerOf(passage.request, "content-type") ?? "application/json").split(";")[0] ?? "";
  const template = templates.optionalString(type) ?? templates.optionalString("application/json") ?? "{}";
  const status = Number(/"?statusCode"?\s*:\s*(\d+)/.exec(template)?.[1] ?? 200);
  return shape(passage, { status, headers: {}, body: "" });
}

/** `arn:aws:apigateway:…:s3:path/bucket/key` or `…:action/…`, which is not emulated. */
const pathStyle = /^arn:[^:]+:apigateway:[^:]*:s3:path\/([^/]+)\/(.*)$/;

function pathVariables({ method, match }: Passage): Variables {
  const parameters = method.integration.object("RequestParameters");
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(match.parameters)) variables[`method.request.path.${name}`] = value;
  const targets = Object.keys(parameters.values).filter((name) => name.startsWith("integration.request.path."));
  return Object.fromEntries(
    targets.map((name) => [
      name.slice("integration.request.path.".length),
      mapped(parameters.string(name), variables) ?? "",
    ]),
  );
}

/** An AWS integration that gets an object of S3. @throws KnownFault for any other service */
export function s3Reply(passage: Passage, objects: ObjectStore): Reply {
  const uri = passage.method.integration.string("Uri");
  const place = pathStyle.exec(uri);
  if (!place) throw new KnownFault(`the local gateway integrates S3 objects only, not ${uri}`);
  const variables = pathVariables(passage);
  const key = (place[2] ?? "").replace(/\{([^}]+)\}/g, (_, name: string) => variables[name] ?? "");
  const object = objects.get(place[1] ?? "", key);
  const headers = object ? { ...object.headers, etag: object.etag, "content-length": String(object.body.length) } : {};
  if (!object) return shape(passage, { status: 404, headers: { "content-type": "application/xml" }, body: "" });
  return shape(passage, { status: 200, headers, body: Buffer.from(object.body) });
}
