import type { APIGatewayProxyEvent } from "aws-lambda";
import * as z from "zod/mini";
import type { Route } from "../contract/route.ts";
import { Refusal } from "../domain/refusal.ts";
import { fieldErrors } from "./field-errors.ts";

const usualBodyKilobytes = 64;
const noFields = z.strictObject({});

/** Header values by lower-case name; a header sent twice counts as its last value. */
export function headersOf(event: APIGatewayProxyEvent): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * The body as the contract has it. A route without one takes nothing or `{}`.
 * @throws Refusal naming every field at fault
 */
export function bodyOf(route: Route, event: APIGatewayProxyEvent, headers: ReturnType<typeof headersOf>): unknown {
  if (route.method === "GET") return undefined;
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString("utf8") : (event.body ?? "");
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) throw new Refusal("request.media-type");
  const most = (route.mostBodyKilobytes ?? usualBodyKilobytes) * 1024;
  if (Buffer.byteLength(text) > most) throw new Refusal("request.too-large");
  const parsed = measured(route.body ?? noFields, jsonObject(text || (route.body ? "" : "{}")));
  if (!parsed.success) throw new Refusal("request.invalid", { errors: fieldErrors(parsed.error.issues, "") });
  return parsed.data;
}

/** The query parameters as the contract has them. @throws Refusal naming every parameter at fault */
export function queryOf(route: Route, event: APIGatewayProxyEvent): unknown {
  const all = event.multiValueQueryStringParameters ?? {};
  const twice = Object.keys(all).filter((name) => (all[name]?.length ?? 0) > 1);
  if (twice.length > 0)
    throw new Refusal("request.invalid", {
      errors: twice.slice(0, 10).map((name) => ({
        pointer: `?${name.slice(0, 64).toWellFormed()}`,
        code: "given-twice",
        detail: "must be given once",
      })),
    });
  const parsed = (route.query ?? noFields).safeParse(event.queryStringParameters ?? {});
  if (!parsed.success) throw new Refusal("request.invalid", { errors: fieldErrors(parsed.error.issues, "?") });
  return parsed.data;
}

/**
 * Refuses a change that another site may have caused: browsers say where a request comes from. Who has no session yet must
 * say so too, or a foreign form could sign somebody in. Source: ASVS 3.5.1 to 3.5.3.
 */
export function assertSameSite(route: Route, headers: ReturnType<typeof headersOf>): void {
  if (route.method === "GET") return;
  const site = headers["sec-fetch-site"];
  const origin = headers["origin"];
  const isStranger = route.access === "public" || route.access === "pending";
  if (site !== undefined && site !== "same-origin") throw new Refusal("request.cross-site");
  if (origin !== undefined && !isHost(origin, headers["host"])) throw new Refusal("request.cross-site");
  if (isStranger && site === undefined && origin === undefined) throw new Refusal("request.cross-site");
}

/** The version that an edit was made on. @throws Refusal when If-Match is missing or no ETag of ours */
export function expectedVersionOf(route: Route, headers: ReturnType<typeof headersOf>): number {
  if (!route.versioned || route.method === "GET") return 0;
  const given = headers["if-match"];
  if (given === undefined) throw new Refusal("request.precondition-required");
  const match = /^(?:W\/)?"v(\d{1,15})"$/.exec(given);
  if (!match) throw new Refusal("request.changed-meanwhile");
  return Number(match[1]);
}

/** The Idempotency-Key, where the route takes one and the caller gave one. */
export function idempotencyKeyOf(route: Route, headers: ReturnType<typeof headersOf>): string | undefined {
  const given = route.idempotent ? headers["idempotency-key"] : undefined;
  if (given === undefined) return undefined;
  if (/^[\w-]{8,100}$/.test(given)) return given;
  throw new Refusal("request.invalid", {
    errors: [
      {
        pointer: "/Idempotency-Key",
        code: "invalid-format",
        detail: "must be 8 to 100 letters, digits, hyphens or underscores",
      },
    ],
  });
}

/**
 * Zod compares the length of whatever has one before it says that the type is wrong; a `length` that is an object without
 * `valueOf` cannot be compared, which throws. That is a fault of the body, not of ours.
 */
function measured(schema: z.ZodMiniType, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const told = { pointer: "", code: "invalid-type", detail: "holds an object where a text or a list must be" };
    throw new Refusal("request.invalid", { errors: [told] });
  }
}

function jsonObject(text: string): unknown {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal("request.not-json");
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal("request.not-json");
    throw error;
  }
}

/** An opaque origin is nobody's, also where no host was named. */
function isHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
