import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { Route, RouteTable } from "../../shared/contract/route.ts";
import { permissions } from "../../shared/domain/permission.ts";
import type { Operations } from "../../shared/http/call.ts";
import { everyRoute } from "../kit/every-route.ts";

/** What must not compile: tsc fails on each `@ts-expect-error` below that has nothing to expect. */
const parts = { method: "GET", path: "/planted", summary: "Plant a route", reply: z.object({}) } as const;

// @ts-expect-error nobody said who may call it
const withoutAccess: Route = { ...parts };
// @ts-expect-error no role holds this permission
const withUnknownPermission: Route = { ...parts, access: "users:everything" };
const tableWithoutAccess = {
  // @ts-expect-error nor does a table take it
  planted: { ...parts },
} satisfies RouteTable;
const table = { planted: { ...parts, access: "users:read" } } as const satisfies RouteTable;
// @ts-expect-error a route needs an operation
const withoutOperation: Operations<typeof table> = {};
const ofTheWrongShape: Operations<{ signIn: { readonly body: z.ZodMiniObject } & (typeof table)["planted"] }> = {
  // @ts-expect-error a public caller is nobody's session, a guarded one's is there
  signIn: async ({ pending }) => pending,
};

test("a route without an access, or with one that nobody can hold, does not compile, nor does one without an operation", () => {
  expect([withoutAccess, withUnknownPermission, tableWithoutAccess, withoutOperation, ofTheWrongShape]).toHaveLength(5);
});

test("every route says who may call it", () => {
  expect(everyRoute.length).toBeGreaterThan(20);
  const accesses = ["public", "pending", ...Object.keys(permissions)];
  for (const { name, route } of everyRoute) expect(accesses, name).toContain(route.access);
});
