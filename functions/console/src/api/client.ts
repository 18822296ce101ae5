import type * as z from "zod/mini";
import { apiRoot, type Route, type RouteTable } from "../../../../shared/contract/route.ts";
import { offline, ProblemError, problemFrom } from "./problem-error.ts";

type PathNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;
type When<Condition, Part> = Condition extends true ? Part : unknown;
type Has<R extends Route, Key extends keyof Route> = R[Key] extends z.ZodMiniType ? true : false;

/** What one route wants of its caller, read from its entry in the contract. */
export type Ask<R extends Route> = When<Has<R, "body">, { readonly body: z.input<NonNullable<R["body"]>> }> &
  When<Has<R, "query">, { readonly query: z.input<NonNullable<R["query"]>> }> &
  When<[PathNames<R["path"]>] extends [never] ? false : true, { readonly path: Record<PathNames<R["path"]>, string> }> &
  When<R["idempotent"], { readonly intention: string }> &
  When<R["versioned"] extends true ? (R["method"] extends "GET" ? false : true) : false, { readonly version: string }>;

/** A thing together with the ETag that an edit of it must name. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}
type Reply<R extends Route> = R["versioned"] extends true ? Versioned<z.output<R["reply"]>> : z.output<R["reply"]>;
type Client<T extends RouteTable> = {
  readonly [K in keyof T]: unknown extends Ask<T[K]>
    ? () => Promise<Reply<T[K]>>
    : (ask: Ask<T[K]>) => Promise<Reply<T[K]>>;
};

/** The parts of a call before the types say which of them a route has. */
interface LooseAsk {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly intention?: string;
  readonly version?: string;
}
interface Surroundings {
  /** The path that `/api/v1` lies under, without a trailing slash. */
  readonly basePath: string;
  /** The signed-in session's token, once it is known. */
  readonly csrfToken: () => string | undefined;
  /** Called after every answer, with its status and, of a refusal, its code. */
  readonly onAnswer?: (answer: { status: number; code: string | undefined; detail: string | undefined }) => void;
  /** Asks for password and second step again. @returns whether they were right, so that the call is repeated */
  readonly stepUp?: () => Promise<boolean>;
}

/** A function for every route of the table, typed by the contract; it throws only ProblemError. */
export function clientOf<T extends RouteTable>(routes: T, surroundings: Surroundings): Client<T> {
  const entries = Object.entries(routes).map(([name, route]) => [
    name,
    (ask: LooseAsk = {}) => callRoute(route, ask, surroundings),
  ]);
  return Object.fromEntries(entries) as Client<T>;
}

/** Calls the route; what is too sensitive for this moment is repeated as it was, with its key, after a step-up. */
async function callRoute(route: Route, ask: LooseAsk, surroundings: Surroundings): Promise<unknown> {
  try {
    return await callOnce(route, ask, surroundings);
  } catch (thrown) {
    const isTooSensitive = thrown instanceof ProblemError && thrown.code === "session.step-up-required";
    if (!isTooSensitive || !(await surroundings.stepUp?.())) throw thrown;
    return callOnce(route, ask, surroundings);
  }
}

async function callOnce(
  route: Route,
  ask: LooseAsk,
  { basePath, csrfToken, onAnswer }: Surroundings,
): Promise<unknown> {
  const answer = await fetch(basePath + addressOf(route, ask), {
    method: route.method,
    headers: headersOf(route, ask, csrfToken()),
    ...(route.method === "GET" ? {} : { body: JSON.stringify(ask.body ?? {}) }),
    cache: "no-store",
    redirect: "error",
  }).catch(() => {
    throw offline();
  });
  const problem = answer.ok ? undefined : await problemFrom(answer);
  onAnswer?.({ status: answer.status, code: problem?.code, detail: problem?.detail });
  if (problem) throw problem;
  const value = route.reply.parse(answer.status === 204 ? undefined : await answer.json());
  return route.versioned ? { value, version: answer.headers.get("etag") ?? "" } : value;
}

function addressOf(route: Route, { path = {}, query = {} }: LooseAsk): string {
  const filled = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(
    Object.fromEntries(asked.map(([name, value]) => [name, String(value)])),
  ).toString();
  return apiRoot + filled + (search && `?${search}`);
}

function headersOf(route: Route, ask: LooseAsk, csrfToken: string | undefined): Record<string, string> {
  const isSignedIn = route.knowsCaller || (route.access !== "public" && route.access !== "pending");
  return {
    accept: "application/json",
    ...(route.method === "GET" ? {} : { "content-type": "application/json" }),
    ...(route.method !== "GET" && isSignedIn && csrfToken ? { "x-csrf-token": csrfToken } : {}),
    ...(ask.intention ? { "idempotency-key": ask.intention } : {}),
    ...(ask.version ? { "if-match": ask.version } : {}),
  };
}
