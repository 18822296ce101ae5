import type { Properties } from "../../template/properties.ts";
import type { GatewayRefusal, Reply } from "./reply.ts";
import type { GatewayRequest } from "./request.ts";
import type { RestApi } from "./rest-api.ts";

/** Values of `$context` and of `integration.response` parameters, by name. */
export type Variables = Readonly<Record<string, string>>;

/** `$context.name` replaced by its value; an unknown name by nothing, as the gateway does. */
export function fillIn(template: string, variables: Variables): string {
  return template.replace(/\$context\.([A-Za-z.]*[A-Za-z])/g, (_, name: string) => variables[name] ?? "");
}

/** The `$context` variables every template may use. */
export function contextOf(request: GatewayRequest, api: RestApi): Variables {
  return {
    requestId: request.id,
    extendedRequestId: request.id,
    httpMethod: request.method,
    path: `/${api.stage}${request.path}`,
    stage: api.stage,
    apiId: api.id,
    "identity.sourceIp": request.sourceIp,
  };
}

/** A parameter mapping: `'text'`, `context.name` or the name of another variable. */
export function mapped(source: string, variables: Variables): string | undefined {
  const literal = /^'(.*)'$/s.exec(source);
  if (literal) return literal[1];
  return variables[source.replace(/^context\./, "")];
}

function headersOf(response: Properties | undefined, variables: Variables): Record<string, string> {
  const headers: Record<string, string> = {};
  const parameters = response?.object("ResponseParameters");
  for (const name of Object.keys(parameters?.values ?? {})) {
    const header = /^gatewayresponse\.header\.(.+)$/.exec(name)?.[1];
    const value = mapped(parameters?.string(name) ?? "", variables);
    if (header && value !== undefined) headers[header.toLowerCase()] = value;
  }
  return headers;
}

/** What a refusal of the gateway looks like: its own gateway response, that for all 4xx or 5xx, or the gateway's plain one. */
export function gatewayResponse(api: RestApi, request: GatewayRequest, refusal: GatewayRefusal): Reply {
  const own = api.responses.get(refusal.type);
  const general = api.responses.get(refusal.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
  const response = own ?? general;
  const variables = {
    ...contextOf(request, api),
    "error.message": refusal.message,
    "error.messageString": JSON.stringify(refusal.message),
    "error.responseType": refusal.type,
    // Escaped, as templates put it between quotes.
    "error.validationErrorString": JSON.stringify(refusal.detail).slice(1, -1),
  };
  const templates = response?.object("ResponseTemplates");
  const type = Object.keys(templates?.values ?? {})[0] ?? "application/json";
  const template = templates?.optionalString(type) ?? '{"message":$context.error.messageString}';
  return {
    status: response?.number("StatusCode", refusal.status) ?? refusal.status,
    headers: { "content-type": type, "x-amzn-errortype": refusal.type, ...headersOf(response, variables) },
    body: fillIn(template, variables),
  };
}
