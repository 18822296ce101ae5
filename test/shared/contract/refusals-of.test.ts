import { expect, test } from "vitest";
import * as z from "zod/mini";
import { refusalsOf } from "../../../shared/contract/refusals-of.ts";
import type { Route } from "../../../shared/contract/route.ts";

const base = { method: "GET", path: "/x", access: "public", summary: "", reply: z.object({}) } as const;
const route = (facts: Partial<Route>): Route => ({ ...base, ...facts });
const body = [
  "request.invalid",
  "request.not-json",
  "request.media-type",
  "request.too-large",
  "request.cross-site",
] as const;
const signedIn = ["session.required", "session.outside-hours", "session.forbidden"] as const;

test.each<[string, Partial<Route>, readonly string[]]>([
  ["reading, open to anybody", {}, ["request.invalid", "request.busy"]],
  ["reading a list", { query: z.object({}) }, ["request.invalid", "request.busy"]],
  ["changing, open to anybody", { method: "POST" }, [...body, "request.busy"]],
  ["a pending sign-in", { method: "POST", access: "pending" }, [...body, "second-step.expired", "request.busy"]],
  ["reading, signed in", { access: "users:read" }, ["request.invalid", ...signedIn, "request.busy"]],
  ["reading of SFTP", { access: "sftp:read" }, ["request.invalid", ...signedIn, "sftp.off", "request.busy"]],
  [
    "changing, signed in",
    { method: "POST", access: "users:read" },
    [...body, ...signedIn, "request.csrf", "request.busy"],
  ],
  ["a repeatable change", { method: "POST", idempotent: true }, [...body, "idempotency.mismatch", "request.busy"]],
  [
    "a repeatable change that answers a secret",
    { method: "POST", idempotent: true, secretReply: true },
    [...body, "idempotency.mismatch", "idempotency.already-shown", "request.busy"],
  ],
  [
    "an edit with a version",
    { method: "PATCH", versioned: true },
    [...body, "request.precondition-required", "request.changed-meanwhile", "request.busy"],
  ],
  ["reading what has a version", { versioned: true }, ["request.invalid", "request.busy"]],
  [
    "a route with a refusal of its own",
    { refusals: ["user.not-found"] },
    ["request.invalid", "user.not-found", "request.busy"],
  ],
])("%s may be refused in exactly its ways", (_, facts, expected) => {
  expect(refusalsOf(route(facts)).toSorted()).toEqual(expected.toSorted());
});

test("a refusal that a route names and its access implies is listed once", () => {
  const listed = refusalsOf(route({ method: "POST", access: "pending", refusals: ["second-step.expired"] }));
  expect(listed.filter((code) => code === "second-step.expired")).toHaveLength(1);
});
