import { expect, test } from "vitest";
import { openApiDocument } from "../../../shared/contract/openapi.ts";
import { refusalsOf } from "../../../shared/contract/refusals-of.ts";
import type { Route } from "../../../shared/contract/route.ts";
import { routesByWorkflow } from "../../../shared/contract/routes.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Content {
  readonly schema: { readonly allOf?: readonly { readonly properties?: { readonly code: { enum: string[] } } }[] };
  readonly examples?: Readonly<Record<string, { readonly value: { readonly code: string; readonly status: number } }>>;
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<
    Record<string, { readonly headers?: object; readonly content?: Record<string, Content> }>
  >;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: object };
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document;
const routes = Object.values(routesByWorkflow).flatMap((table) => Object.entries<Route>(table));
const operationOf = (route: Route) => document.paths[route.path]?.[route.method.toLowerCase()] as Operation;
const ofKind = (operation: Operation, kind: string) =>
  operation.parameters.filter((parameter) => parameter.in === kind).map(({ name }) => name);

test("the description holds exactly the routes", () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.length).toBeGreaterThan(15);
  expect(described.toSorted()).toEqual(routes.map(([, { method, path }]) => `${method} ${path}`).toSorted());
});

test("operation ids are unique and every reference has its target", () => {
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((o) => o.operationId));
  expect(new Set(ids).size).toBe(routes.length);
  const targets = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect(targets.length).toBeGreaterThan(routes.length);
  expect(targets.filter((name) => !(name in document.components.schemas))).toEqual([]);
});

test.each(routes)("%s: who may call it, with what, is said", (_, route) => {
  const operation = operationOf(route);
  const schemes = operation.security.flatMap((one) => Object.keys(one));
  const signedIn = route.method === "GET" ? ["session"] : ["session", "csrf"];
  expect(schemes).toEqual({ public: [], pending: ["pendingSignIn"] }[route.access as string] ?? signedIn);
  expect(schemes.filter((name) => !(name in document.components.securitySchemes))).toEqual([]);
  expect(ofKind(operation, "path")).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  expect(ofKind(operation, "header")).toEqual([
    ...(route.idempotent ? ["Idempotency-Key"] : []),
    ...(route.versioned && route.method !== "GET" ? ["If-Match"] : []),
  ]);
  expect(ofKind(operation, "query").length > 0).toBe(route.query !== undefined);
  expect(operation.requestBody !== undefined).toBe(route.method !== "GET");
});

test.each(routes)("%s: every refusal it may answer is described under its status", (_, route) => {
  const { responses } = operationOf(route);
  const described = Object.entries(responses).flatMap(([status, { content }]) => {
    const { schema, examples } = content?.["application/problem+json"] ?? {};
    const codes = schema?.allOf?.[1]?.properties?.code.enum ?? [];
    expect(Object.values(examples ?? {}).map(({ value }) => [value.code, String(value.status)])).toEqual(
      codes.map((code) => [code, status]),
    );
    return codes;
  });
  expect(described.toSorted()).toEqual(refusalsOf(route).toSorted());
  expect(responses).toHaveProperty(String(route.status ?? 200));
  expect(responses["503"]?.headers).toHaveProperty("Retry-After");
});

test("the server's address works under a stage's prefix", () => {
  const [{ url }] = (openApiDocument()["servers"] ?? []) as [{ url: string }];
  expect(new URL(url, "https://x.example/dev/api/v1/openapi.json").href).toBe("https://x.example/dev/api/v1");
});
