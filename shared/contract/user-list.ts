import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { anyInvitation } from "../domain/directory-facets.ts";
import { sortNames } from "../domain/directory-sorts.ts";
import { invitationSources } from "../domain/invitation.ts";
import { invitationStates } from "../domain/invitation-state.ts";
import { roleNames } from "../domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../domain/user-status.ts";
import { userTypeNames } from "../domain/user-type.ts";
import { departmentId, instant, pageOf, paging, siteId, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { keysOf, UserView } from "./user-view.ts";

/** A list of users: what it is searched for, filtered and sorted by. */
export const UserQuery = z.strictObject({
  ...paging,
  search: z.optional(text(100)),
  sort: z.optional(z.enum(sortNames)),
  direction: z.optional(z.enum(["ascending", "descending"])),
  status: z.optional(z.enum(keysOf(shownStatuses))),
  registration: z.optional(z.enum(keysOf(shownRegistrations))),
  invitation: z.optional(z.enum([...keysOf(invitationStates), anyInvitation])),
  source: z.optional(z.enum(keysOf(invitationSources))),
  secondStep: z.optional(z.enum(keysOf(secondSteps))),
  type: z.optional(z.enum(userTypeNames)),
  role: z.optional(z.enum(roleNames)),
  application: z.optional(z.enum(applicationNames)),
  site: z.optional(siteId),
  department: z.optional(departmentId),
  /** Who gets the mails about claims. */
  mails: z.optional(z.enum(["claims"])),
  signedIn: z.optional(z.enum(["never", "before"])),
  ends: z.optional(z.enum(["later", "not"])),
  lastSignInBefore: z.optional(instant),
  endsBefore: z.optional(instant),
});
const counts = <Name extends string>(names: readonly [Name, ...Name[]]) => z.record(z.enum(names), z.number());
/** How many users of the practice there are; every value is named, also with none. */
export const UserCounts = z.object({
  /** When the counts last changed; absent before the first user is counted. */
  asOf: z.optional(instant),
  all: z.number(),
  status: counts(keysOf(shownStatuses)),
  registration: counts(keysOf(shownRegistrations)),
  secondStep: counts(keysOf(secondSteps)),
  type: counts(userTypeNames),
});

export const userListRoutes = {
  listUsers: {
    method: "GET",
    path: "/users",
    access: "users:read",
    summary: "List the users of the practice: searched by the beginning of any word, filtered, sorted",
    query: UserQuery,
    reply: pageOf(UserView),
    refusals: ["request.cursor"],
  },
  countUsers: {
    method: "GET",
    path: "/user-counts",
    access: "users:read",
    summary: "Count the users of the practice by status, registration, second step and type",
    reply: UserCounts,
  },
} as const satisfies RouteTable;
