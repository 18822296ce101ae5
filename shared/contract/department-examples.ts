import type * as z from "zod/mini";
import type { DepartmentView } from "./departments.ts";
import { ada, instants } from "./example-people.ts";

const frontDesk: z.input<typeof DepartmentView> = {
  departmentId: "dep_01KAK5B7C9D1E3F5G7H9J1K3M5",
  name: "Front desk",
  isArchived: false,
  createdAt: instants.invited,
  members: 12,
  version: 2,
};

/** Examples of the routes of departments. */
export const departmentExamples = {
  listDepartments: { reply: { items: [frontDesk] } },
  addDepartment: { body: { name: frontDesk.name }, reply: { ...frontDesk, members: 0, version: 1 } },
  getDepartment: { reply: frontDesk },
  changeDepartment: { body: { name: "Reception" }, reply: { ...frontDesk, name: "Reception", version: 3 } },
  moveDepartmentMembers: { body: { to: "dep_01KAK5B7C9D1E3F5G7H9J1K3M6" }, reply: { moved: 12, left: 0 } },
};

/** Example of who is in which department. */
export const userDepartmentExamples = {
  setUserDepartment: { body: { departmentId: frontDesk.departmentId }, reply: ada },
};
