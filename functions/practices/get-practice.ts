import type { practiceRoutes } from "../../shared/contract/practices.ts";
import type { Operation } from "../../shared/http/call.ts";
import { practiceViewOf } from "./practice-view.ts";

/** The own practice; the session check has read it already. */
export const getPractice: Operation<typeof practiceRoutes.getPractice> = async ({ caller, answer }) => {
  answer.setVersion(caller.practice.version);
  return practiceViewOf(caller.practice, caller.user);
};
