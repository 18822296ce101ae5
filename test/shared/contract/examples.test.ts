import { describe, expect, test } from "vitest";
import { examples } from "../../../shared/contract/examples.ts";
import type { Route } from "../../../shared/contract/route.ts";
import { routesByWorkflow } from "../../../shared/contract/routes.ts";

type Example = { readonly body?: unknown; readonly query?: unknown; readonly reply?: unknown };
const written = examples as Readonly<Record<string, Readonly<Record<string, Example>>>>;
const all = Object.entries(routesByWorkflow).flatMap(([workflow, table]) =>
  Object.entries<Route>(table).map(([name, route]) => ({ name, route, example: written[workflow]?.[name] })),
);

test("every route has its example", () => {
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter(({ example }) => !example).map(({ name }) => name)).toEqual([]);
});

describe.each(all)("the example of $name", ({ route, example }) => {
  test("is what the route takes and answers", () => {
    for (const part of ["body", "query", "reply"] as const) {
      const schema = route[part];
      if (schema) expect(schema.safeParse(example?.[part]), part).toMatchObject({ success: true });
      else expect(example?.[part], part).toBeUndefined();
    }
  });
});
