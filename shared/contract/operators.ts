import * as z from "zod/mini";
import { instant, nothing, pageOf, paging, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { operatorRequestRoutes } from "./sftp-requests.ts";

/** A practice as operators see it: nothing of its people but how many there are. */
export const OperatorPractice = z.object({
  practiceId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  openedAt: instant,
  isVendor: z.boolean(),
  /** Users by where their account stands, as the directory counts them. */
  users: z.object({ all: z.number(), active: z.number(), invited: z.number(), locked: z.number() }),
  /** Security administrators who can always sign in. */
  administrators: z.number(),
  waitingRequests: z.number(),
});
/** An address that mail does not reach, as the events of the letters told. */
export const SuppressedAddress = z.object({
  addressId: z.string(),
  email: z.string(),
  because: z.enum(["bounced", "suppressed", "complained"]),
  /** In the words of the mail service. */
  reason: z.optional(z.string()),
  since: instant,
});

/** What the installation's support does for every practice. */
export const operatorRoutes = {
  ...operatorRequestRoutes,
  listOperatorPractices: {
    method: "GET",
    path: "/operator/practices",
    access: "operator:practices",
    summary: "List the practices of the installation by name",
    query: z.strictObject({ ...paging, search: z.optional(text(80)) }),
    reply: pageOf(OperatorPractice),
    audit: ["operator.practices-seen"],
    refusals: ["request.cursor"],
  },
  listSuppressedAddresses: {
    method: "GET",
    path: "/operator/suppressed-addresses",
    access: "operator:suppression",
    summary: "List the addresses that mail does not reach, newest first",
    query: z.strictObject(paging),
    reply: pageOf(SuppressedAddress),
    audit: ["operator.suppression-seen"],
    refusals: ["request.cursor"],
  },
  releaseSuppressedAddress: {
    method: "DELETE",
    path: "/operator/suppressed-addresses/{addressId}",
    access: "operator:suppression",
    summary: "Take an address off the list, once its owner says that it works",
    reply: nothing,
    status: 204,
    audit: ["operator.address-released"],
    refusals: ["operator.address-not-found", "request.changed-meanwhile"],
  },
} as const satisfies RouteTable;
