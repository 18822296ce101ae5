import * as z from "zod/mini";
import { departmentId, instant, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { UserView } from "./user-view.ts";

const name = text(80);

/** A department as the practice's people see it; archived ones too. `version` is what a change of it names in `If-Match`. */
export const DepartmentView = z.object({
  departmentId: z.string(),
  name: z.string(),
  isArchived: z.boolean(),
  createdAt: instant,
  /** Users who are in it. */
  members: z.number(),
  version: z.number(),
});
export const NewDepartment = z.strictObject({ name });
export const DepartmentChange = z
  .strictObject({ name: z.optional(name), isArchived: z.optional(z.boolean()) })
  .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" }));
/** How many people went with this request, and how many are still to follow: ask again until nobody is. */
export const Moved = z.object({ moved: z.number(), left: z.number() });

/** The practice's departments; part of the practices workflow. */
export const departmentRoutes = {
  listDepartments: {
    method: "GET",
    path: "/departments",
    access: "practice:read",
    summary: "List the departments of the own practice, archived ones too",
    reply: z.object({ items: z.array(DepartmentView) }),
  },
  addDepartment: {
    method: "POST",
    path: "/departments",
    access: "departments:edit",
    summary: "Add a department to the own practice",
    body: NewDepartment,
    reply: DepartmentView,
    status: 201,
    audit: ["department.added"],
    refusals: ["department.name-taken", "department.too-many", "request.changed-meanwhile"],
    idempotent: true,
  },
  getDepartment: {
    method: "GET",
    path: "/departments/{departmentId}",
    access: "practice:read",
    summary: "Read one department of the own practice",
    reply: DepartmentView,
    refusals: ["department.not-found"],
    versioned: true,
  },
  changeDepartment: {
    method: "PATCH",
    path: "/departments/{departmentId}",
    access: "departments:edit",
    summary: "Rename a department, archive it when nobody is in it, or open it again",
    body: DepartmentChange,
    reply: DepartmentView,
    audit: ["department.changed", "department.archived", "department.reopened"],
    refusals: ["department.not-found", "department.name-taken", "department.in-use"],
    versioned: true,
  },
  moveDepartmentMembers: {
    method: "POST",
    path: "/departments/{departmentId}/move",
    access: "departments:edit",
    summary: "Move up to forty people of a department to another; repeat it until nobody is left",
    body: z.strictObject({ to: departmentId }),
    reply: Moved,
    audit: ["department.members-moved", "user.department-changed"],
    refusals: ["department.not-found", "department.unknown", "request.changed-meanwhile"],
    idempotent: true,
  },
} as const satisfies RouteTable;

/** Who is in which department; part of the users workflow. */
export const userDepartmentRoutes = {
  setUserDepartment: {
    method: "PUT",
    path: "/users/{userId}/department",
    access: "departments:edit",
    summary: "Put a user into a department, or into none",
    body: z.strictObject({ departmentId: z.optional(departmentId) }),
    reply: UserView,
    audit: ["user.department-changed"],
    refusals: ["user.not-found", "department.unknown", "request.changed-meanwhile"],
  },
} as const satisfies RouteTable;
