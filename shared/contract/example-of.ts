import type * as z from "zod/mini";
import type { Route, RouteTable } from "./route.ts";

/** One example of what a route takes and answers, for the API description. A new route does not compile without one. */
type ExampleOf<R extends Route> = (R extends { body: infer B extends z.ZodMiniType }
  ? { readonly body: z.input<B> }
  : unknown) &
  (R extends { query: z.ZodMiniType } ? { readonly query: Readonly<Record<string, string>> } : unknown) &
  (R["reply"] extends z.ZodMiniUndefined ? unknown : { readonly reply: z.input<R["reply"]> });

/** An example for each route of a table. */
export type ExamplesOf<T extends RouteTable> = {
  readonly [O in keyof T]: T[O] extends Route ? ExampleOf<T[O]> : never;
};
