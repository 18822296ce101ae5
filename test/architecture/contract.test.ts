import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { refusalsOf } from "../../shared/contract/refusals-of.ts";
import { apiRoot, type Route, type RouteTable } from "../../shared/contract/route.ts";
import { routesByWorkflow } from "../../shared/contract/routes.ts";
import { auditActionNames } from "../../shared/domain/audit-action.ts";
import { permissions } from "../../shared/domain/permission.ts";
import { refusals } from "../../shared/domain/refusal.ts";
import { type SourceFile, sourceFiles } from "./source-files.ts";

type Tables = Readonly<Record<string, RouteTable>>;
const tables: Tables = routesByWorkflow;
const operations = (all: Tables) =>
  Object.entries(all).flatMap(([workflow, table]) =>
    Object.entries(table).map(([name, route]) => ({ workflow, name, route })),
  );
const named = operations(tables);

/** Whoever adds a route that anybody may call says so here as well. */
const openToAnybody = [
  "getHealth",
  "getOpenApi",
  "signUp",
  "lookUpRegistration",
  "sendNewLink",
  "register",
  "signIn",
  "requestPasswordReset",
  "lookUpPasswordReset",
  "confirmPasswordReset",
  ...["lookUpSecretLink", "sendSecretLinkCode", "revealSecret", "giveKeyByLink"],
];
/** Reads that leave a trace, because looking is what the law asks about. */
const auditedReads = [
  ...["listAuditEvents", "getUserHistory", "getSftpAccountHistory"],
  ...["listOperatorRequests", "getOperatorRequest", "listOperatorPractices", "listSuppressedAddresses"],
];
/** Changes that write no event: they only show or prepare, and the step after them is audited. */
const unauditedPosts = [
  "lookUpRegistration",
  "lookUpPasswordReset",
  "lookUpSecretLink",
  "startTotp",
  "foreseePolicy",
  "quotePlan",
];
/**
 * Of a session's own sign-in: doing it again is another try, or ends what is ended. An export is told each time, and an
 * import goes on from where it is.
 */
const repeatsItself = [
  ...["signOut", "stepUp", "sendStepUpCode", "startNewApp", "changeRoleAndSite"],
  ...["exportUsers", "continueImport"],
];
/** Of the login workflow, but no sign-in: a repetition finds the change it began. */
const repeatableAtLogin = [
  "confirmPasswordReset",
  "changePassword",
  "confirmNewApp",
  "takeEmailCodes",
  "startPhone",
  "confirmPhone",
];
/** Answered where no route is reached: by the gateway. */
const outsideRoutes = ["route.not-found"];
/** In the table for what comes next, each with what it waits for. It leaves this list when a route answers it. */
const waiting: Readonly<Record<string, string>> = {};

/** Everything that is wrong with a set of routes, one sentence each. */
const rules: Readonly<Record<string, (all: Tables) => readonly string[]>> = {
  "a route that changes something names its audit actions": (all) =>
    operations(all)
      .filter(({ name, route }) => {
        if (route.method === "GET") return (route.audit !== undefined) !== auditedReads.includes(name);
        return !route.audit?.length && !unauditedPosts.includes(name);
      })
      .map(({ name }) => name),
  "only the routes listed by name are open to anybody": (all) =>
    operations(all)
      .filter(({ name, route }) => (route.access === "public") !== openToAnybody.includes(name))
      .map(({ name }) => name),
  "no two routes share a method and path": (all) =>
    repeated(operations(all).map(({ route }) => `${route.method} ${route.path.replace(/\{\w+\}/g, "{}")}`)),
  "no two operations share a name": (all) => repeated(operations(all).map(({ name }) => name)),
  "a path is made of words and parameters": (all) =>
    operations(all)
      .map(({ route }) => route.path)
      .filter((path) => !/^(\/([a-z0-9]+([-.][a-z0-9]+)*|\{[a-z][a-zA-Z]*\}))+$/.test(path)),
  "a path parameter comes once and never before a fixed word of a sibling": (all) =>
    operations(all)
      .filter(({ route }) => repeated(parametersOf(route)).length > 0 || hasTwin(route, all))
      .map(({ route }) => route.path),
  "a parameter of the same place has one name": (all) => {
    const byPlace = Map.groupBy(
      operations(all).flatMap(({ route }) => placesOf(route)),
      ({ place }) => place,
    );
    return [...byPlace].filter(([, uses]) => new Set(uses.map(({ name }) => name)).size > 1).map(([place]) => place);
  },
  "only a GET goes without a body, and it has none": (all) =>
    operations(all)
      .filter(({ route }) => (route.method === "GET" || route.method === "DELETE") && route.body)
      .map(({ name }) => name),
  "bodies and queries refuse what they do not know": (all) =>
    operations(all)
      .filter(({ route }) => [route.body, route.query].some((schema) => schema && takesUnknownFields(schema)))
      .map(({ name }) => name),
  "204 goes with an empty reply and nothing else does": (all) =>
    operations(all)
      .filter(({ route }) => (route.status === 204) !== route.reply.safeParse(undefined).success)
      .map(({ name }) => name),
  "an edit of something with a version is a PATCH or PUT whose GET has the version too": (all) =>
    operations(all)
      .filter(({ route }) => route.versioned && route.method !== "GET")
      .filter(
        ({ route }) =>
          !["PATCH", "PUT"].includes(route.method) ||
          !operations(all).some(
            ({ route: read }) => read.method === "GET" && read.path === route.path && read.versioned,
          ),
      )
      .map(({ name }) => name),
  "every PATCH is an edit with a version": (all) =>
    operations(all)
      .filter(({ route }) => route.method === "PATCH" && !route.versioned)
      .map(({ name }) => name),
  "a signed-in POST that makes or ends something can be repeated safely": (all) =>
    operations(all)
      .filter(({ route }) => route.method === "POST" && route.access in permissions && !route.idempotent)
      .map(({ name }) => name)
      .filter((name) => !repeatsItself.includes(name) && !unauditedPosts.includes(name)),
  "sign-in takes no Idempotency-Key": (all) =>
    Object.entries(all["login"] ?? {})
      .filter(([name, { idempotent }]) => idempotent && !repeatableAtLogin.includes(name))
      .map(([name]) => name),
  "a summary is one sentence": (all) =>
    operations(all)
      .filter(({ route }) => !/^[A-Z][^.]{8,90}$/.test(route.summary))
      .map(({ name }) => name),
};

const repeated = (words: readonly string[]) => words.filter((word, index) => words.indexOf(word) !== index);
const parametersOf = ({ path }: Route) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
const placesOf = ({ path }: Route) =>
  [...path.matchAll(/\{(\w+)\}/g)].map((found) => ({ place: path.slice(0, found.index), name: found[1] }));
/** The gateway would take a fixed word for the other route's parameter. */
const hasTwin = (route: Route, all: Tables) =>
  operations(all).some(
    ({ route: other }) =>
      other !== route &&
      other.method === route.method &&
      new RegExp(`^${route.path.replace(/\./g, "\\.").replace(/\{\w+\}/g, "[^/{}]+")}$`).test(other.path),
  );
function takesUnknownFields(schema: z.ZodMiniType): boolean {
  return z.toJSONSchema(schema, { io: "input" }).additionalProperties !== false;
}

describe.each(Object.entries(rules))("%s", (_, offendersIn) => {
  test("in every route", () => {
    expect(named.length, "routes looked at").toBeGreaterThan(15);
    expect(offendersIn(tables)).toEqual([]);
  });
});

const good = {
  path: "/planted",
  access: "users:read",
  summary: "Plant a route for a test",
  reply: z.object({}),
} as const;
const plantedRoutes: Readonly<Record<keyof typeof rules, Tables>> = {
  "a route that changes something names its audit actions": { w: { x: { ...good, method: "POST" } } },
  "only the routes listed by name are open to anybody": { w: { x: { ...good, method: "GET", access: "public" } } },
  "no two routes share a method and path": {
    w: { x: { ...good, method: "GET", path: "/a/{one}" }, y: { ...good, method: "GET", path: "/a/{two}" } },
  },
  "no two operations share a name": { v: { x: { ...good, method: "GET" } }, w: { x: { ...good, method: "POST" } } },
  "a path is made of words and parameters": { w: { x: { ...good, method: "GET", path: "/Users/:id" } } },
  "a path parameter comes once and never before a fixed word of a sibling": {
    w: { x: { ...good, method: "GET", path: "/a/{id}" }, y: { ...good, method: "GET", path: "/a/new" } },
  },
  "a parameter of the same place has one name": {
    w: { x: { ...good, method: "GET", path: "/a/{id}" }, y: { ...good, method: "GET", path: "/a/{aId}/b" } },
  },
  "only a GET goes without a body, and it has none": {
    w: { x: { ...good, method: "GET", body: z.strictObject({}) } },
  },
  "bodies and queries refuse what they do not know": { w: { x: { ...good, method: "POST", body: z.object({}) } } },
  "204 goes with an empty reply and nothing else does": { w: { x: { ...good, method: "POST", status: 204 } } },
  "an edit of something with a version is a PATCH or PUT whose GET has the version too": {
    w: { x: { ...good, method: "PATCH", versioned: true }, y: { ...good, method: "GET" } },
  },
  "every PATCH is an edit with a version": { w: { x: { ...good, method: "PATCH" } } },
  "a signed-in POST that makes or ends something can be repeated safely": { w: { x: { ...good, method: "POST" } } },
  "sign-in takes no Idempotency-Key": { login: { x: { ...good, method: "POST", idempotent: true } } },
  "a summary is one sentence": { w: { x: { ...good, method: "GET", summary: "does things. And more." } } },
};

test.each(Object.entries(rules))('a planted route that breaks "%s" is caught', (name, offendersIn) => {
  expect(offendersIn(plantedRoutes[name] ?? {}).length).toBeGreaterThan(0);
});

test("the lists of exceptions name routes that exist", () => {
  const names = named.map(({ name }) => name);
  const listed = [...openToAnybody, ...auditedReads, ...unauditedPosts, ...repeatsItself, ...repeatableAtLogin];
  expect(listed.length).toBeGreaterThan(5);
  expect(listed.filter((name) => !names.includes(name))).toEqual([]);
});

/** Of these words, those that no route answers. */
const unused = (words: readonly string[], used: readonly string[]) => words.filter((word) => !used.includes(word));

test("every refusal of the table is answered by a route, or by the gateway", () => {
  const answered = [...named.flatMap(({ route }) => refusalsOf(route)), ...outsideRoutes];
  expect(answered.length).toBeGreaterThan(50);
  expect(unused(Object.keys(refusals), answered)).toEqual(Object.keys(waiting));
  expect(unused(["planted.refusal"], answered)).toHaveLength(1);
});

/** Refusals that a workflow's own files throw although none of its routes may answer them. */
const undocumented = (sources: readonly SourceFile[]) =>
  sources.flatMap(({ file, text }) => {
    const table: RouteTable = tables[file.split("/")[1] ?? ""] ?? {};
    const documented: readonly string[] = Object.values(table).flatMap((route) => refusalsOf(route));
    return unused(thrownIn(text), documented).map((code) => `${file} throws ${code}`);
  });
const thrownIn = (text: string) =>
  [...text.matchAll(/\b(?:new Refusal\(\s*|refusal:\s*)"([^"]+)"/g)].map(([, code]) => code!);

test("a workflow throws only refusals that its routes may answer", () => {
  const sources = sourceFiles("functions").filter(({ file }) => file.split("/")[1]! in tables);
  expect(sources.flatMap(({ text }) => thrownIn(text)).length).toBeGreaterThan(10);
  expect(undocumented(sources)).toEqual([]);
  const planted = { file: "functions/profile/planted.ts", text: `throw new Refusal("invitation.used");` };
  expect(undocumented([planted])).toHaveLength(1);
});

test("every permission is asked for by a route and held by a role", () => {
  const asked = named.map(({ route }) => route.access);
  expect(unused(Object.keys(permissions), asked)).toEqual([]);
});

test("every audit action is written by a route, a trigger or the mailer", () => {
  const written = named.flatMap(({ route }) => route.audit ?? []);
  const beside = sourceFiles("{functions,shared}").filter(({ file }) => !file.startsWith("shared/domain/audit-action"));
  expect(beside.length).toBeGreaterThan(20);
  const quoted = (action: string) => beside.some(({ text }) => text.includes(`"${action}"`));
  expect(auditActionNames.filter((action) => !written.includes(action) && !quoted(action))).toEqual([]);
  expect(quoted("planted.action")).toBe(false);
});

test("routes lie below one root, which the gateway's stack takes from the contract", () => {
  expect(apiRoot).toBe("/api/v1");
  const literal = sourceFiles("{infra,shared}").filter(
    ({ file, text }) =>
      text.includes('"/api/v1"') && file !== "shared/contract/route.ts" && !file.startsWith("infra/local/"),
  );
  expect(literal.map(({ file }) => file)).toEqual([]);
  expect(readFileSync("shared/contract/route.ts", "utf8")).toContain('"/api/v1"');
});
