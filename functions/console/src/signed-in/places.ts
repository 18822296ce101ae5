import type * as z from "zod/mini";
import type { DepartmentView } from "../../../../shared/contract/departments.ts";
import type { SiteView } from "../../../../shared/contract/sites.ts";
import type { Permission } from "../../../../shared/domain/permission.ts";
import type { Versioned } from "../api/client.ts";
import { practices } from "./calls.ts";

/** A department or a site, as both pages show it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly members: number;
  readonly createdAt: string;
  readonly isArchived: boolean;
  readonly version: number;
}
export interface PlaceChange {
  readonly name?: string;
  readonly addressLines?: string[];
  readonly isArchived?: boolean;
}

/** What departments and sites have in common, and how each is spoken of and changed. */
export interface PlaceKind {
  readonly one: string;
  readonly title: string;
  readonly description: string;
  readonly none: string;
  readonly example: string;
  readonly hasAddress: boolean;
  /** What it takes to change one. */
  readonly needs: Permission;
  /** The filter of the list of users that shows its people. */
  readonly filter: "department" | "site";
  readonly key: readonly string[];
  readonly moving: string;
  readonly list: () => Promise<Place[]>;
  readonly add: (name: string, intention: string) => Promise<unknown>;
  readonly read: (id: string) => Promise<Versioned<Place>>;
  readonly change: (id: string, body: PlaceChange, version: string) => Promise<Versioned<Place>>;
  readonly move: (id: string, to: string, intention: string) => Promise<{ moved: number; left: number }>;
}

const ofDepartment = ({ departmentId: id, ...rest }: z.output<typeof DepartmentView>): Place => ({
  id,
  lines: [],
  ...rest,
});
const ofSite = ({ siteId: id, addressLines: lines, ...rest }: z.output<typeof SiteView>): Place => ({
  id,
  lines,
  ...rest,
});
const versioned = <T>({ value, version }: Versioned<T>, of: (value: T) => Place) => ({ value: of(value), version });

export const departments: PlaceKind = {
  one: "department",
  title: "Departments",
  description: "They group your people in lists, and let nobody in anywhere.",
  none: "No departments yet. Add one, such as Front desk.",
  example: "Front desk",
  hasAddress: false,
  needs: "departments:edit",
  filter: "department",
  key: ["departments"],
  moving: "Nobody may do less or more by it.",
  list: async () => (await practices.listDepartments()).items.map(ofDepartment),
  add: (name, intention) => practices.addDepartment({ body: { name }, intention }),
  read: async (departmentId) => versioned(await practices.getDepartment({ path: { departmentId } }), ofDepartment),
  change: async (departmentId, { addressLines: _, ...body }, version) =>
    versioned(await practices.changeDepartment({ path: { departmentId }, body, version }), ofDepartment),
  move: (departmentId, to, intention) =>
    practices.moveDepartmentMembers({ path: { departmentId }, body: { to }, intention }),
};

export const sites: PlaceKind = {
  one: "site",
  title: "Sites",
  description:
    "Where your people work. Who has more than one chooses at sign-in, and the audit log names it with all he does. Only those bound to a site are counted there; everybody else works at all.",
  none: "No site yet. Nobody is asked for one until there are two.",
  example: "Lakeside office",
  hasAddress: true,
  needs: "practice:edit",
  filter: "site",
  key: ["sites"],
  moving: "Their sessions at the old site end with the next request.",
  list: async () => (await practices.listSites()).items.map(ofSite),
  add: (name, intention) => practices.addSite({ body: { name }, intention }),
  read: async (siteId) => versioned(await practices.getSite({ path: { siteId } }), ofSite),
  change: async (siteId, body, version) =>
    versioned(await practices.changeSite({ path: { siteId }, body, version }), ofSite),
  move: (siteId, to, intention) => practices.moveSiteMembers({ path: { siteId }, body: { to }, intention }),
};
