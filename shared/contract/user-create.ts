import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { roleNames } from "../domain/role.ts";
import { mostSitesOfUser } from "../domain/site.ts";
import { userTypeNames } from "../domain/user-type.ts";
import { AccessHoursField } from "./access-hours-field.ts";
import { departmentId, emailAddress, instant, newPin, personName, siteId, username } from "./fields.ts";
import { IdentityCheck } from "./identity-check.ts";
import { PersonDetailsField } from "./person-details.ts";
import type { RouteTable } from "./route.ts";
import { UserDetail } from "./user-edit.ts";

/** How the first password comes about: the person chooses it by a mailed link, or is handed one that is good for one sign-in. */
export const passwordWays = ["by-invitation", "one-time"] as const;

/** All that the steps of the wizard ask for, in one piece: no step of it can be left out, and none is there alone. */
export const NewUser = z
  .strictObject({
    password: z.enum(passwordWays),
    /** The invited person chooses his own. */
    username: z.optional(username),
    email: z.optional(emailAddress),
    firstName: personName,
    lastName: personName,
    type: z.enum(userTypeNames),
    roles: z.array(z.enum(roleNames)).check(z.minLength(1), z.maxLength(roleNames.length)),
    pin: z.optional(newPin),
    expiresAt: z.optional(instant),
    accessHours: z.optional(AccessHoursField),
    applications: z.optional(
      z.array(z.enum(applicationNames)).check(z.minLength(1), z.maxLength(applicationNames.length)),
    ),
    /** None: every site of the practice, those to come too. */
    siteIds: z.optional(z.array(siteId).check(z.maxLength(mostSitesOfUser))),
    departmentId: z.optional(departmentId),
    details: z.optional(PersonDetailsField),
  })
  .check(
    z.refine((user) => user.password !== "by-invitation" || user.email !== undefined, {
      message: "must say where the invitation goes",
      path: ["email"],
    }),
    z.refine((user) => (user.password === "one-time") === (user.username !== undefined), {
      message: "must be given with a one-time password, and with nothing else",
      path: ["username"],
    }),
  );

/** The new user; the password is shown this once. */
export const CreatedUser = z.object({ user: UserDetail, oneTimePassword: z.optional(z.string()) });

/** Adding a user whole, and first passwords that somebody hands over; part of the users workflow. */
export const userCreateRoutes = {
  createUser: {
    method: "POST",
    path: "/users",
    access: "users:invite",
    summary: "Add a user with all that is known of him, by invitation or with a one-time password",
    body: NewUser,
    reply: CreatedUser,
    status: 201,
    audit: ["user.invited", "user.creation-started", "user.created", "pin.set"],
    refusals: [
      "user.role-not-grantable",
      "user.email-taken",
      "user.username-taken",
      "user.application-unused",
      "user.site-unknown",
      "department.unknown",
      "request.changed-meanwhile",
    ],
    idempotent: true,
    secretReply: true,
    stepUp: true,
  },
  giveOneTimePassword: {
    method: "POST",
    path: "/users/{userId}/one-time-password",
    access: "users:invite",
    summary: "Give a user who has no e-mail address a new one-time password after an identity check",
    body: IdentityCheck,
    reply: CreatedUser,
    audit: ["password.one-time-started", "password.one-time-given", "user.created", "pin.refused"],
    refusals: [
      "user.not-found",
      "user.own-account",
      "user.may-do-more",
      "user.wrong-status",
      "user.resets-by-mail",
      "pin.wrong",
      "pin.not-set",
      "pin.locked",
      "request.changed-meanwhile",
    ],
    idempotent: true,
    secretReply: true,
    stepUp: true,
  },
  checkUsername: {
    method: "GET",
    path: "/usernames",
    access: "users:invite",
    summary: "Ask whether a username is free for somebody who is about to be added",
    query: z.strictObject({ username }),
    reply: z.object({ isFree: z.boolean() }),
    refusals: ["request.too-many"],
  },
} as const satisfies RouteTable;
