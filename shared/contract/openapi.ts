import * as z from "zod/mini";
import { permissions } from "../domain/permission.ts";
import { type RefusalCode, refusals } from "../domain/refusal.ts";
import { examples } from "./examples.ts";
import { refusalsOf } from "./refusals-of.ts";
import type { Access, Route } from "./route.ts";
import { routesByWorkflow } from "./routes.ts";

type Json = { readonly [key: string]: unknown };
interface Example {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly reply?: unknown;
}

/** The description of the whole API, OpenAPI 3.1, written from the route tables. Source: OpenAPI Specification 3.1.1. */
export function openApiDocument(): Json {
  return {
    openapi: "3.1.1",
    info: {
      title: "Gatehouse",
      version: "1",
      summary: "Security administration of a medical practice",
      description:
        "Every refusal is an RFC 9457 problem with a `code`; `detail` says what to do next. Times are UTC. " +
        "Lists are paged: pass `nextCursor` back as `cursor`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // Relative to this document, so that it is right under a stage's prefix too.
    servers: [{ url: "../v1" }],
    tags: Object.keys(routesByWorkflow).map((name) => ({ name })),
    paths: pathsOf(operations()),
    components: {
      schemas: { Problem: problem, ...schemasOf(operations()) },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-gh", description: "Set by the sign-in." },
        pendingSignIn: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-gh-pending",
          description: "Set when the password was accepted; good for the second step only.",
        },
        csrf: {
          type: "apiKey",
          in: "header",
          name: "X-CSRF-Token",
          description: "`csrfToken` of the sign-in's reply or of GET /session.",
        },
      },
    },
  };
}

interface Operation {
  readonly workflow: string;
  readonly name: string;
  readonly route: Route;
  readonly example: Example;
}

function operations(): readonly Operation[] {
  const example: Readonly<Record<string, Readonly<Record<string, Example>>>> = examples;
  return Object.entries(routesByWorkflow).flatMap(([workflow, table]) =>
    Object.entries<Route>(table).map(([name, route]) => ({
      workflow,
      name,
      route,
      example: example[workflow]?.[name] ?? {},
    })),
  );
}

function pathsOf(all: readonly Operation[]): Json {
  const paths = new Map<string, Json>();
  for (const operation of all) {
    const { path, method } = operation.route;
    paths.set(path, { ...paths.get(path), [method.toLowerCase()]: operationOf(operation) });
  }
  return Object.fromEntries(paths);
}

function operationOf(operation: Operation): Json {
  const { workflow, name, route } = operation;
  return {
    operationId: name,
    tags: [workflow],
    summary: route.summary,
    description: `${whoMayCall(route.access)}${route.idempotent ? " A repetition within 24 hours with the same Idempotency-Key answers the same without doing it again." : ""}`,
    security: securityOf(route),
    parameters: [...pathParameters(route), ...queryParameters(operation), ...headerParameters(route)],
    ...(route.method === "GET" ? {} : { requestBody: bodyOf(operation) }),
    responses: { ...successOf(operation), ...problemsOf(route) },
    ...(route.audit?.length ? { "x-audit-actions": route.audit } : {}),
  };
}

function whoMayCall(access: Access): string {
  if (access === "public") return "Open to anybody.";
  if (access === "pending") return "For somebody whose password was accepted a moment ago.";
  return `For signed-in people who may ${permissions[access]} (\`${access}\`).`;
}

function securityOf({ access, method }: Route): readonly Json[] {
  if (access === "public") return [];
  if (access === "pending") return [{ pendingSignIn: [] }];
  return [method === "GET" ? { session: [] } : { session: [], csrf: [] }];
}

function pathParameters({ path }: Route): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ route, example }: Operation): readonly Json[] {
  const properties = route.query ? (schemaOf(route.query)["properties"] as Json) : {};
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    schema,
    ...(example.query?.[name] ? { example: example.query[name] } : {}),
  }));
}

function headerParameters({ idempotent, versioned, method }: Route): readonly Json[] {
  const header = { in: "header", schema: { type: "string" } } as const;
  const key = {
    ...header,
    name: "Idempotency-Key",
    description: "Chosen by the caller, one for each intention.",
    schema: { type: "string", pattern: "^[\\w-]{8,100}$" },
    example: "6c1b0f0e-8d3e-4d67-9a43-6c6c3b0c2f11",
  };
  const version = {
    ...header,
    name: "If-Match",
    required: true,
    description: "The ETag that was read.",
    example: '"v3"',
  };
  return [...(idempotent ? [key] : []), ...(versioned && method !== "GET" ? [version] : [])];
}

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const isEmpty = (route: Route) => (route.status ?? 200) === 204;

function schemasOf(all: readonly Operation[]): Json {
  return Object.fromEntries(
    all.flatMap(({ name, route }) => [
      ...(route.body ? [[`${capitalised(name)}Body`, schemaOf(route.body)] as const] : []),
      ...(isEmpty(route) ? [] : [[`${capitalised(name)}Reply`, schemaOf(route.reply)] as const]),
    ]),
  );
}

/** As the caller writes or reads it: before trimming and folding. The pattern of instants says no more than their format. */
function schemaOf(schema: z.ZodMiniType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  return rest;
}

function bodyOf({ name, route, example }: Operation): Json {
  const schema = route.body ? reference(`${capitalised(name)}Body`) : { type: "object", maxProperties: 0 };
  return { required: true, content: { "application/json": { schema, example: example.body ?? {} } } };
}

function successOf({ name, route, example }: Operation): Json {
  const headers = route.versioned
    ? { headers: { ETag: { description: "Send it back as If-Match.", schema: { type: "string" } } } }
    : {};
  const content = { "application/json": { schema: reference(`${capitalised(name)}Reply`), example: example.reply } };
  return {
    [route.status ?? 200]: { description: "Done.", ...headers, ...(isEmpty(route) ? {} : { content }) },
  };
}

function problemsOf(route: Route): Json {
  const codes = Map.groupBy(refusalsOf(route), (code) => refusals[code].status);
  const byStatus = [...codes].toSorted(([a], [b]) => a - b);
  const fault = { "application/problem+json": { schema: reference("Problem") } };
  return {
    ...Object.fromEntries(byStatus.map(([status, sharing]) => [status, problemResponse(status, sharing)])),
    500: {
      description: "A fault of ours, with the code `fault`; `instance` names the request for support.",
      content: fault,
    },
  };
}

function problemResponse(status: number, codes: readonly RefusalCode[]): Json {
  const schema = { allOf: [reference("Problem"), { properties: { code: { enum: codes } } }] };
  const later = { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } };
  return {
    description: codes.map((code) => refusals[code].message).join(" / "),
    ...(status === 429 || status === 503 ? { headers: later } : {}),
    content: { "application/problem+json": { schema, examples: Object.fromEntries(codes.map(problemExample)) } },
  };
}

function problemExample(code: RefusalCode): readonly [string, Json] {
  const { status, message } = refusals[code];
  const instance = "urn:request:0e6c1f0a-5b1d-4f0e-9b66-3a1f2a7d1c55";
  const value = { type: `urn:gatehouse:problem:${code}`, title: message, status, code, detail: message, instance };
  const errors = [{ pointer: "/company/npi", code: "invalid", detail: "must be 10 digits with a valid check digit" }];
  return [code, { value: code === "request.invalid" ? { ...value, errors } : value }];
}

/** Source: RFC 9457 §3; `code` and `errors` are ours. */
const problem = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable; for programs." },
    detail: { type: "string", description: "For people: what to do next." },
    instance: { type: "string", format: "uri", description: "`urn:request:` and the id of the request." },
    errors: {
      type: "array",
      description: "The fields at fault: `pointer` is a JSON pointer into the body, or `?name` of a query parameter.",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: { pointer: { type: "string" }, code: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
} as const;
