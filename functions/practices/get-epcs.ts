import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { emptyPlace, listPlaces, listProposals } from "../../shared/data/epcs.ts";
import { readUsers } from "../../shared/data/users.ts";
import { type EpcsPlace, epcsPlaces, type HeldMark, isDesignated, markAt } from "../../shared/domain/epcs.ts";
import {
  barrierToRegistrant,
  epcsBarriers,
  isPlaceReady,
  mayApprove,
  mayEnter,
  suspensionInWords,
  suspensionOf,
} from "../../shared/domain/epcs-eligibility.ts";
import { proposalEndsAt } from "../../shared/domain/epcs-proposal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { type EpcsCall, epcsMoment, proposalViewOf } from "./epcs-work.ts";

/** Who decides about EPCS at which place, who holds which mark, and what is proposed: all of it for who oversees it. */
export const getEpcs: Operation<typeof practiceRoutes.getEpcs> = (call) => epcsViewOf(call);

/** EPCS as the caller may see it: the places he has to do with, or every place for who oversees them. */
export async function epcsViewOf(call: EpcsCall) {
  const { scope, practice, permissions } = call.caller;
  const isOverseer = permissions.has("epcs:oversee");
  const [rows, proposals] = await Promise.all([listPlaces(scope), listProposals(scope, call.now)]);
  const shown = epcsPlaces(practice)
    .map(({ place, name }) => ({ name, row: rows.find((row) => row.place === place) ?? emptyPlace(scope, place) }))
    .filter(({ row }) => isOverseer || isOwn(call, row.place));
  const people = await readUsers(
    scope,
    shown.flatMap(({ row }) => [...row.designated, ...row.holders]),
  );
  const deciders = await readUsers(
    scope,
    decidersOf(
      shown.map(({ row }) => row),
      people,
    ),
  );
  const known = new Map([...people, ...deciders].map((user) => [user.userId, user]));
  const places = shown.map(({ row, name }) => placeViewOf(call, { row, name, known }));
  const shownPlaces = new Set(shown.map(({ row }) => row.place));
  return {
    places,
    proposals: proposals
      .filter(({ place, state }) => shownPlaces.has(place) || (isOverseer && state !== "open"))
      .filter((proposal) => proposal.state !== "open" || proposalEndsAt(proposal) > call.now)
      .map(proposalViewOf),
  };
}

function isOwn({ caller: { user } }: EpcsCall, place: string): boolean {
  return isDesignated(user, place) || markAt(user, place) !== undefined;
}

/** Who entered and approved the marks that are shown, by id. */
function decidersOf(rows: readonly EpcsPlace[], people: readonly User[]): string[] {
  const marks = rows.flatMap((row) => people.flatMap((user) => markAt(user, row.place) ?? []));
  return marks.flatMap(({ enteredBy, approvedBy }) => [enteredBy, approvedBy]);
}

interface Shown {
  readonly row: EpcsPlace;
  readonly name: string;
  readonly known: ReadonlyMap<string, User>;
}

function placeViewOf(call: EpcsCall, { row, name, known }: Shown) {
  const moment = epcsMoment(call);
  const { user, permissions } = call.caller;
  const { place } = row;
  const designated = row.designated.flatMap((userId) => known.get(userId) ?? []);
  const isHere = isDesignated(user, place);
  const barrier = isHere ? barrierToRegistrant(user, moment) : undefined;
  return {
    place,
    name,
    isReady: isPlaceReady(designated, moment),
    designated: designated.map((person) => {
      const own = barrierToRegistrant(person, moment);
      const abilities = { mayEnter: mayEnter(person, place, moment), mayApprove: mayApprove(person, place, moment) };
      return { userId: person.userId, name: fullNameOf(person), ...abilities, barrier: own && epcsBarriers[own] };
    }),
    marks: row.holders.flatMap((userId) => markViewOf(call, { person: known.get(userId), place, known })),
    mayEnter: mayEnter(user, place, moment),
    mayApprove: mayApprove(user, place, moment),
    maySuspend: isHere || permissions.has("epcs:oversee"),
    yourBarrier: barrier && epcsBarriers[barrier],
  };
}

function markViewOf(
  call: EpcsCall,
  { person, place, known }: { person: User | undefined; place: string; known: Shown["known"] },
) {
  const held = person && markAt(person, place);
  if (!person || !held) return [];
  const because = suspensionOf(held, person, epcsMoment(call));
  const nameOf = (userId: string) => {
    const user = known.get(userId);
    return user ? fullNameOf(user) : "Somebody who is not here any more";
  };
  return [
    {
      ...{ userId: person.userId, name: fullNameOf(person), mark: held.mark, isInForce: because === undefined },
      because: because && suspensionInWords(because, held.suspendedBy),
      ...{ suspendedAt: held.suspendedAt, grantedAt: held.grantedAt },
      ...namesOf(held, nameOf),
    },
  ];
}

const namesOf = ({ enteredBy, approvedBy }: HeldMark, nameOf: (userId: string) => string) => ({
  enteredBy: nameOf(enteredBy),
  approvedBy: nameOf(approvedBy),
});
