import * as z from "zod/mini";
import { personName } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { UserView } from "./users.ts";

export const ProfileChange = z
  .strictObject({ firstName: z.optional(personName), lastName: z.optional(personName) })
  .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" }));

export const profileRoutes = {
  getProfile: {
    method: "GET",
    path: "/profile",
    access: "profile:own",
    summary: "Read the own profile",
    reply: UserView,
    versioned: true,
  },
  updateProfile: {
    method: "PATCH",
    path: "/profile",
    access: "profile:own",
    summary: "Change the own name",
    body: ProfileChange,
    reply: UserView,
    audit: ["user.profile-changed"],
    versioned: true,
  },
} as const satisfies RouteTable;
