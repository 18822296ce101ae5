import { isObject, type Json } from "../../json.ts";
import { KnownFault } from "../../known-fault.ts";
import { GatewayRefusal } from "./reply.ts";
import { type GatewayRequest, headerOf } from "./request.ts";
import type { Method, RestApi } from "./rest-api.ts";

const understood = new Set(["$schema", "title", "description", "type"]);

/** @throws KnownFault naming a keyword beyond `type`: the local gateway would let pass what AWS refuses */
export function checkSchema(name: string, schema: { readonly [key: string]: Json }): void {
  const unknown = Object.keys(schema).find((key) => !understood.has(key));
  if (unknown) throw new KnownFault(`the model ${name} uses ${unknown}: the local gateway knows only type`);
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function checkBody(schema: { readonly [key: string]: Json }, body: Buffer): void {
  const refuse = (detail: string) => {
    throw new GatewayRefusal("BAD_REQUEST_BODY", 400, { message: "Invalid request body", detail });
  };
  let value: Json = null;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    refuse("[invalid JSON]");
  }
  const wanted = schema["type"];
  if (typeof wanted === "string" && typeOf(value) !== wanted) {
    refuse(`[instance type (${typeOf(value)}) does not match any allowed primitive type (allowed: ["${wanted}"])]`);
  }
}

function checkParameters(method: Method, request: GatewayRequest): void {
  const wished = method.properties.object("RequestParameters");
  for (const name of Object.keys(wished.values).filter((each) => wished.flag(each))) {
    const [, , place, ...rest] = name.split(".");
    const key = rest.join(".");
    const there = place === "header" ? headerOf(request, key) !== undefined : request.query[key] !== undefined;
    if (place === "path" || there) continue;
    const message = `Missing required request parameters: [${key}]`;
    throw new GatewayRefusal("BAD_REQUEST_PARAMETERS", 400, { message });
  }
}

/**
 * The method's request validator, if it has one.
 * A body of a media type without a model passes, as it does at AWS.
 * @throws GatewayRefusal BAD_REQUEST_BODY or BAD_REQUEST_PARAMETERS
 */
export function validateRequest(api: RestApi, method: Method, request: GatewayRequest): void {
  const validator = api.validators.get(method.properties.optionalString("RequestValidatorId") ?? "");
  if (!validator) return;
  if (validator.parameters) checkParameters(method, request);
  const models = method.properties.object("RequestModels");
  const type = (headerOf(request, "content-type") ?? "application/json").split(";")[0]?.trim().toLowerCase() ?? "";
  const model = models.optionalString(type) ?? models.optionalString("$default");
  const schema = api.models.get(model ?? "");
  if (validator.body && isObject(schema)) checkBody(schema, request.body);
}
