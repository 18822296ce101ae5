import type { PracticeScope } from "../domain/practice-scope.ts";
import { idsOfGroup } from "./directory-members.ts";
import { followAll } from "./directory-writer.ts";

/** A department that was given another name, and until when there is time to follow its members (milliseconds since 1970). */
export interface Renamed {
  readonly scope: PracticeScope;
  readonly departmentId: string;
  readonly untilMilliseconds: number;
}

/**
 * Follows everybody of a department that was renamed. Who is up to date already costs a look only, so that beginning again
 * after running out of time goes on where it ended.
 * @returns whether everybody was followed in time
 */
export async function followRenamed({ scope, departmentId, untilMilliseconds }: Renamed, now: Date): Promise<boolean> {
  const group = { scope, facet: "department", value: departmentId } as const;
  let after: string | undefined;
  do {
    if (Date.now() > untilMilliseconds) return false;
    const { ids, next } = await idsOfGroup(group, after);
    await followAll(scope, ids, now);
    after = next;
  } while (after !== undefined);
  return true;
}
