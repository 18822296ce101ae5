import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { listDirectory } from "../../shared/data/directory.ts";
import { epcsPlaces } from "../../shared/domain/epcs.ts";
import { mayEnter } from "../../shared/domain/epcs-eligibility.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { epcsMoment } from "./epcs-work.ts";

const mostFound = 20;

/** People for a proposal, by the beginning of a name: for who may enter one somewhere, whatever his role is. */
export const findEpcsPeople: Operation<typeof practiceRoutes.findEpcsPeople> = async (call) => {
  const { scope, user, practice } = call.caller;
  const moment = epcsMoment(call);
  if (!epcsPlaces(practice).some(({ place }) => mayEnter(user, place, moment))) throw new Refusal("epcs.not-yours");
  const question = { search: call.query.search, isDescending: false, filters: {} };
  const { users } = await listDirectory({ scope, question, limit: mostFound, now: call.now }, undefined);
  const able = users.filter(
    ({ userId, status, type }) => userId !== user.userId && status === "active" && type !== "patient",
  );
  return { people: able.map((person) => ({ userId: person.userId, name: fullNameOf(person) })) };
};
