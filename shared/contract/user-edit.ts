import * as z from "zod/mini";
import { userTypeNames } from "../domain/user-type.ts";
import { emailAddress, personName } from "./fields.ts";
import { detailChanges, PersonDetailsField } from "./person-details.ts";
import type { RouteTable } from "./route.ts";
import { UserView } from "./user-view.ts";

/** A user with all that is kept of the person. */
export const UserDetail = z.extend(UserView, PersonDetailsField.shape);

/** What a manager changes of a person: what is left out stays, a detail that is null is taken away. */
export const UserChange = z
  .strictObject({
    firstName: z.optional(personName),
    lastName: z.optional(personName),
    type: z.optional(z.enum(userTypeNames)),
    /** Only to be refused with its reason: nobody changes the address of somebody else here. */
    email: z.optional(emailAddress),
    ...detailChanges,
  })
  .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" }));

/** One user, read and edited; part of the users workflow. */
export const userEditRoutes = {
  getUser: {
    method: "GET",
    path: "/users/{userId}",
    access: "users:read",
    summary: "Read one user with contact, professional and billing details",
    reply: UserDetail,
    refusals: ["user.not-found"],
    versioned: true,
  },
  editUser: {
    method: "PATCH",
    path: "/users/{userId}",
    access: "users:edit",
    summary: "Change name, type and details of a user; what is left out stays",
    body: UserChange,
    reply: UserDetail,
    audit: ["user.details-changed"],
    refusals: ["user.not-found", "user.may-do-more", "user.own-account", "user.email-of-its-owner"],
    versioned: true,
  },
} as const satisfies RouteTable;
