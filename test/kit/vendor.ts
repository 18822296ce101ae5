import type { Newcomer, Person, Place } from "./person.ts";
import { amend, dropRows, putRows } from "./rows.ts";
import { settledPractice } from "./settled.ts";

/** The vendor of a test: a practice of its own, whose first person is an operator beside all else. */
export interface TestVendor {
  readonly operator: Person;
  readonly practiceId: string;
}

/**
 * Opens a practice and makes it the installation's vendor past found-operators, which a journey tries: it takes no second one,
 * and files of one stack each want their own. Letters to operators go to the vendor that was made last.
 */
export async function openVendor(place: Place, who: Newcomer): Promise<TestVendor> {
  const operator = await settledPractice(place, who, { name: "Gatehouse Support" });
  const [practiceId = "", userId = "", sessionId = ""] = operator.cookies.get("__Host-gh")?.split(".") ?? [];
  const roles = ["security-administrator", "user-manager", "operator"];
  await amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: "PRACTICE" }, { isVendor: true });
  await amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: `U#${userId}` }, { roles });
  await amend("SESSION_TABLE", { pk: `U#${userId}`, sk: `S#${sessionId}` }, { roles });
  await putRows("PRACTICE_TABLE", [
    { ...vendorKey, practiceId, invitationId: "inv_none", begunAt: new Date().toISOString() },
  ]);
  return { operator, practiceId };
}

const vendorKey = { pk: "INSTALLATION", sk: "VENDOR" };

/** Takes the installation's vendor away, so that one can be founded. */
export const withoutVendor = (): Promise<void> => dropRows("PRACTICE_TABLE", [vendorKey]);
