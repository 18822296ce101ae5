import * as z from "zod/mini";
import type { RouteTable } from "./route.ts";

export const Health = z.object({
  status: z.enum(["ok", "degraded"]),
  checks: z.record(z.string(), z.enum(["ok", "late"])),
});

export const systemRoutes = {
  getHealth: {
    method: "GET",
    path: "/health",
    access: "public",
    summary: "Tell whether everything behind this address is up",
    reply: Health,
    refusals: ["request.busy"],
  },
  getOpenApi: {
    method: "GET",
    path: "/openapi.json",
    access: "public",
    summary: "Read this description",
    reply: z.looseObject({ openapi: z.string() }),
  },
} as const satisfies RouteTable;
