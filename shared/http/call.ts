import type * as z from "zod/mini";
import type { Origin } from "../audit/event.ts";
import type { Route, RouteTable } from "../contract/route.ts";
import type { Work } from "../data/commit.ts";
import type { Caller, PendingCaller } from "./callers.ts";

type PathNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;
type BodyOf<R extends Route> = R["body"] extends z.ZodMiniType ? z.output<R["body"]> : undefined;
type QueryOf<R extends Route> = R["query"] extends z.ZodMiniType ? z.output<R["query"]> : undefined;
type ByAccess<R extends Route> = R["access"] extends "public"
  ? R["knowsCaller"] extends true
    ? { readonly caller?: Caller }
    : unknown
  : R["access"] extends "pending"
    ? { readonly pending: PendingCaller }
    : { readonly caller: Caller };

/** What an operation may set on its answer beside the body. */
export interface Answering {
  setCookie(value: string): void;
  setVersion(version: number): void;
}

/** One request as an operation sees it: checked, typed, and with the one way to write. */
export type Call<R extends Route = Route> = ByAccess<R> & {
  readonly path: Readonly<Record<PathNames<R["path"]>, string>>;
  readonly body: BodyOf<R>;
  readonly query: QueryOf<R>;
  readonly now: Date;
  /** The caller's address as the gateway saw it; forwarded-for headers are never believed. */
  readonly address: string;
  readonly userAgent: string;
  /** The random id of a browser that signed in before, whoever did. */
  readonly browserId: string | undefined;
  /** Who acts, for the audit log; public routes put their practice and actor in once they know them. */
  readonly origin: Origin;
  /** From If-Match on versioned edits. */
  readonly expectedVersion: number;
  readonly idempotencyKey: string | undefined;
  readonly answer: Answering;
  /**
   * Writes the work with its events and mails in one transaction, and with it the reply where the request may be repeated.
   * @param work.origin replaces the call's own origin
   */
  commit(work: Work & { readonly origin?: Origin }, reply?: z.input<R["reply"]>): Promise<void>;
};

/** Does what a route promises and returns its reply, or throws a Refusal. */
export type Operation<R extends Route> = (call: Call<R>) => Promise<z.input<R["reply"]>>;
export type Operations<T extends RouteTable> = { readonly [K in keyof T]: Operation<T[K]> };
