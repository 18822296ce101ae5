import type { userRoutes } from "../../shared/contract/users.ts";
import type { Change } from "../../shared/data/commit.ts";
import { departmentChanges, readDepartment } from "../../shared/data/departments.ts";
import { replacePin } from "../../shared/data/pins.ts";
import { defaultApplications } from "../../shared/domain/application.ts";
import { missingDetails } from "../../shared/domain/person-details.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import { newRecipe, slowHash } from "../../shared/secrets/slow-hash.ts";
import { assertUsed } from "./edit-access.ts";
import { memberChanges, sitesWanted } from "./site-members.ts";

export type CreateCall = Call<typeof userRoutes.createUser>;
/** What is known of a new user beside name and roles, and the hash of his PIN. */
export interface Settings {
  readonly user: Partial<User>;
  readonly pinHash: Awaited<ReturnType<typeof slowHash>> | undefined;
}

/** The settings of the body, each checked against the practice. @throws Refusal that names the field */
export async function settingsOf({ caller, body }: CreateCall): Promise<Settings> {
  const errors = missingDetails(body.details ?? {}).map((error) => ({ ...error, pointer: `/details${error.pointer}` }));
  if (errors.length > 0) throw new Refusal("request.invalid", { errors });
  const ofPractice = caller.practice.applications;
  const applications = [...new Set(body.applications ?? defaultApplications(body.type, ofPractice))];
  assertUsed(applications, {}, caller);
  const siteIds = sitesWanted(body.siteIds, caller);
  const { expiresAt, accessHours, departmentId } = body;
  if (departmentId && !(await isOpen(caller, departmentId))) throw refusalAt("department.unknown", "/departmentId");
  const user = {
    ...body.details,
    applications,
    ...(siteIds.length > 0 ? { siteIds } : {}),
    ...(departmentId ? { departmentId } : {}),
    ...(expiresAt ? { expiresAt: new Date(expiresAt).toISOString() } : {}),
    ...(accessHours ? { accessHours } : {}),
    ...(expiresAt || accessHours ? { accessSetBy: fullNameOf(caller.user) } : {}),
  };
  return { user, pinHash: body.pin === undefined ? undefined : await slowHash(body.pin, newRecipe(15)) };
}

async function isOpen({ scope }: CreateCall["caller"], departmentId: string): Promise<boolean> {
  const department = await readDepartment(scope, departmentId);
  return department !== undefined && department.archivedAt === undefined;
}

/** What is written beside the user's own row: his place at each site and in a department, and his PIN. */
export function settingChanges({ caller, now }: CreateCall, user: User, { pinHash }: Settings): Change[] {
  const { siteIds: _sites, ...nowhere } = user;
  const pin = pinHash ? [replacePin(caller.scope, user.userId, { hash: pinHash, setAt: now.toISOString() })] : [];
  return [...memberChanges(caller.scope, nowhere, user), ...departmentChanges(caller.scope, {}, user), ...pin];
}
