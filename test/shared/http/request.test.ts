import type { APIGatewayProxyEvent } from "aws-lambda";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { Route } from "../../../shared/contract/route.ts";
import { type FieldError, Refusal } from "../../../shared/domain/refusal.ts";
import {
  assertSameSite,
  bodyOf,
  expectedVersionOf,
  headersOf,
  idempotencyKeyOf,
  queryOf,
} from "../../../shared/http/request.ts";

const reply = z.object({});
const base = { method: "POST", path: "/things", access: "public", summary: "x", reply } as const;
const bare: Route = base;
const withBody: Route = { ...base, body: z.strictObject({ name: z.string() }) };
const listing: Route = { ...base, method: "GET", query: z.strictObject({ limit: z.optional(z.string()) }) };
const editing: Route = { ...base, method: "PATCH", versioned: true };
const repeatable: Route = { ...base, idempotent: true };

const eventOf = (own: Partial<APIGatewayProxyEvent>) => own as APIGatewayProxyEvent;
const json = { "content-type": "application/json" };

function refusalOf(work: () => unknown): { code: string; errors: readonly FieldError[] } {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, errors: error.facts.errors ?? [] };
    throw error;
  }
  throw new Error("nothing was refused");
}

test("headers are read whatever their case", () => {
  const headers = headersOf(eventOf({ headers: { "Content-Type": "a", COOKIE: "b" } }));
  expect(headers).toEqual({ "content-type": "a", cookie: "b" });
  expect(headersOf(eventOf({}))).toEqual({});
});

test.each(["application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;q=1"])(
  "a body of type %s is read",
  (type) => {
    expect(bodyOf(withBody, eventOf({ body: '{"name":"x"}' }), { "content-type": type })).toEqual({ name: "x" });
  },
);

test.each([undefined, "", "text/plain", "application/jsonp", "application/json+x", "text/plain; application/json"])(
  "a body of type %s is refused",
  (type) => {
    const refused = refusalOf(() => bodyOf(withBody, eventOf({ body: "{}" }), { "content-type": type }));
    expect(refused.code).toBe("request.media-type");
  },
);

test.each(["", "null", "[]", "[{}]", "1", '"x"', "true", "{", "{}{}", "{'name':1}", "undefined", "\ufeff{}"])(
  "the body %j is no JSON object",
  (body) => {
    expect(refusalOf(() => bodyOf(withBody, eventOf({ body }), json)).code).toBe("request.not-json");
  },
);

test("a body that is not there is no JSON object where one is wanted, and fine where none is", () => {
  expect(refusalOf(() => bodyOf(withBody, eventOf({ body: null }), json)).code).toBe("request.not-json");
  expect(bodyOf(bare, eventOf({ body: null }), json)).toEqual({});
  expect(bodyOf(bare, eventOf({ body: "{}" }), json)).toEqual({});
  expect(refusalOf(() => bodyOf(bare, eventOf({ body: '{"a":1}' }), json)).errors).toEqual([
    { pointer: "/a", code: "unknown-field", detail: "is not a field of this request" },
  ]);
});

test("a GET has no body, whatever is sent", () => {
  expect(bodyOf(listing, eventOf({ body: "nonsense" }), {})).toBeUndefined();
});

test("a body may come in base 64", () => {
  const body = Buffer.from('{"name":"ü"}').toString("base64");
  expect(bodyOf(withBody, eventOf({ body, isBase64Encoded: true }), json)).toEqual({ name: "ü" });
});

const bodyOfBytes = (bytes: number) => `{"name":"${"x".repeat(bytes - 11)}"}`;

test("a body may have 65,536 bytes and not one more", () => {
  expect(Buffer.byteLength(bodyOfBytes(65_536))).toBe(65_536);
  expect(bodyOf(withBody, eventOf({ body: bodyOfBytes(65_536) }), json)).toMatchObject({});
  expect(refusalOf(() => bodyOf(withBody, eventOf({ body: bodyOfBytes(65_537) }), json)).code).toBe(
    "request.too-large",
  );
});

test("size is counted in bytes, not in characters", () => {
  const body = `{"name":"${"ü".repeat(40_000)}"}`;
  expect(refusalOf(() => bodyOf(withBody, eventOf({ body }), json)).code).toBe("request.too-large");
});

test("every field at fault is named", () => {
  const body = '{"nome":"x","more":1}';
  expect(refusalOf(() => bodyOf(withBody, eventOf({ body }), json)).errors.map(({ pointer }) => pointer)).toEqual([
    "/name",
    "/nome",
    "/more",
  ]);
});

test("a length that cannot be compared is a fault of the body", () => {
  const measured: Route = { ...base, body: z.strictObject({ name: z.string().check(z.maxLength(5)) }) };
  const body = '{"name":{"length":{"toString":null,"valueOf":null}}}';
  expect(refusalOf(() => bodyOf(measured, eventOf({ body }), json)).code).toBe("request.invalid");
});

test("a query parameter is given once, and known", () => {
  const asked = (one: Record<string, string>, many?: Record<string, string[]>) =>
    eventOf({ queryStringParameters: one, ...(many ? { multiValueQueryStringParameters: many } : {}) });
  expect(queryOf(listing, asked({ limit: "3" }, { limit: ["3"] }))).toEqual({ limit: "3" });
  expect(queryOf(listing, eventOf({ queryStringParameters: null }))).toEqual({});
  expect(refusalOf(() => queryOf(listing, asked({ limit: "4" }, { limit: ["3", "4"] }))).errors).toEqual([
    { pointer: "?limit", code: "given-twice", detail: "must be given once" },
  ]);
  expect(refusalOf(() => queryOf(listing, asked({ other: "1" }))).errors).toEqual([
    { pointer: "?other", code: "unknown-field", detail: "is not a field of this request" },
  ]);
  expect(refusalOf(() => queryOf(bare, asked({ limit: "1" }))).code).toBe("request.invalid");
});

test.each([
  ['"v1"', 1],
  ['W/"v7"', 7],
  ['"v0"', 0],
  ['"v999999999999999"', 999_999_999_999_999],
])("If-Match %s is version %i", (given, version) => {
  expect(expectedVersionOf(editing, { "if-match": given })).toBe(version);
});

test.each(["", "*", "v1", '"1"', '"v"', '"v-1"', '"v1.5"', '"v1", "v2"', '"v1000000000000000"', 'w/"v1"', '"v1" '])(
  "If-Match %j is none of our versions",
  (given) => {
    expect(refusalOf(() => expectedVersionOf(editing, { "if-match": given })).code).toBe("request.changed-meanwhile");
  },
);

test("an edit without If-Match is refused; other routes want none", () => {
  expect(refusalOf(() => expectedVersionOf(editing, {})).code).toBe("request.precondition-required");
  expect(expectedVersionOf(bare, {})).toBe(0);
  expect(expectedVersionOf({ ...listing, versioned: true }, {})).toBe(0);
});

test.each(["a".repeat(8), "a".repeat(100), "Az09_-xx"])("%s is an Idempotency-Key", (key) => {
  expect(idempotencyKeyOf(repeatable, { "idempotency-key": key })).toBe(key);
});

test.each(["", "a".repeat(7), "a".repeat(101), "has blank", "has#hash1", "ümlautüü", "12345678\n"])(
  "%j is no Idempotency-Key",
  (key) => {
    const refused = refusalOf(() => idempotencyKeyOf(repeatable, { "idempotency-key": key }));
    expect(refused).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/Idempotency-Key" }] });
  },
);

test("a key is optional, and nothing on routes that are not repeated", () => {
  expect(idempotencyKeyOf(repeatable, {})).toBeUndefined();
  expect(idempotencyKeyOf(bare, { "idempotency-key": "12345678" })).toBeUndefined();
});

const host = "gatehouse.example";
const own = `https://${host}`;
const stranger = bare;
const member: Route = { ...base, access: "profile:own" };
const sites: [string, Route, Record<string, string>, boolean][] = [
  ["a script of ours", stranger, { host, origin: own, "sec-fetch-site": "same-origin" }, true],
  ["our origin alone", stranger, { host, origin: own }, true],
  ["a browser's word alone", stranger, { host, "sec-fetch-site": "same-origin" }, true],
  ["no word at all, without a session", stranger, { host }, false],
  ["no word at all, with a session", member, { host }, true],
  ["another site", stranger, { host, "sec-fetch-site": "cross-site", origin: own }, false],
  ["a sibling site", stranger, { host, "sec-fetch-site": "same-site" }, false],
  ["the address bar", stranger, { host, "sec-fetch-site": "none" }, false],
  ["another site, with a session", member, { host, "sec-fetch-site": "cross-site" }, false],
  ["another origin", stranger, { host, origin: "https://evil.example" }, false],
  [
    "another origin that a browser vouches for",
    stranger,
    { host, origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    false,
  ],
  ["another port", stranger, { host, origin: `${own}:8443` }, false],
  ["a longer name", stranger, { host, origin: `${own}.evil.example` }, false],
  ["an opaque origin", stranger, { host, origin: "null" }, false],
  ["an opaque origin and no host", stranger, { origin: "null" }, false],
  ["an empty origin and no host", member, { origin: "" }, false],
];

test.each(sites)("a change from %s", (_from, route, headers, isTaken) => {
  const work = () => assertSameSite(route, headers);
  if (isTaken) expect(work()).toBeUndefined();
  else expect(refusalOf(work).code).toBe("request.cross-site");
});

test("reading is open to every site: it changes nothing, and no site sees the answer", () => {
  expect(assertSameSite(listing, { host, "sec-fetch-site": "cross-site" })).toBeUndefined();
});
