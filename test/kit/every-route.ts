import { examples } from "../../shared/contract/examples.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routesByWorkflow, type Workflow } from "../../shared/contract/routes.ts";

/** A route with its place in the tables and the body of its example. */
export interface NamedRoute {
  readonly workflow: Workflow;
  readonly name: string;
  readonly route: Route;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Every route of the product, from the contract's tables. */
export const everyRoute: readonly NamedRoute[] = Object.entries(routesByWorkflow).flatMap(([workflow, table]) =>
  Object.entries<Route>(table).map(([name, route]) => {
    const example = Object.entries(examples[workflow as Workflow]).find(([operation]) => operation === name)?.[1];
    return { workflow: workflow as Workflow, name, route, body: example && "body" in example ? example.body : {} };
  }),
);

/** The route's path with its parameters filled in. */
export function pathOf(route: Route, parameters: Readonly<Record<string, string>>): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`a route has the new parameter ${name}: say what stands for it`);
    return value;
  });
}
