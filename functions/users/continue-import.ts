import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import type { Work } from "../../shared/data/commit.ts";
import { type Import, readFileRows } from "../../shared/data/imports.ts";
import { keys } from "../../shared/data/keys.ts";
import { countOutcomes, type ImportOutcome, lettersOf, outcomesOf } from "../../shared/domain/import-outcome.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { type Decided, decide } from "./import-decision.ts";
import { importView } from "./import-view.ts";
import { newInvitation } from "./new-invitation.ts";
import { ownImport } from "./own-import.ts";

type ContinueCall = Parameters<typeof continueImport>[0];
type Written = Required<Pick<Work, "changes" | "deeds" | "mails">>;

/** People in one transaction: some six rows each, and a transaction takes a hundred. */
const groupSize = 15;
/** Milliseconds after which no further group is begun, so that a request answers long before its function is cut off. */
const workMs = 2500;

/**
 * Invites the next people of an import and tells how far it is. A group and the progress are one transaction, which holds
 * only while the progress is what it was: cut off anywhere, or asked twice at once, nobody is invited or mailed twice.
 */
export const continueImport: Operation<typeof userRoutes.continueImport> = async (call) => {
  let held = await ownImport(call.caller, call.path.importId, call.now);
  const until = performance.now() + workMs;
  while (importView(held).state === "running" && performance.now() < until) held = await workGroup(call, held);
  return importView(held);
};

const mostTries = 3;

async function workGroup(call: ContinueCall, held: Import): Promise<Import> {
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const { next, work } = await nextGroup(call, held);
    try {
      await call.commit(work);
      return next;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Another request works on the same import: its progress is ours.
      if (error.code === "request.changed-meanwhile") return ownImport(call.caller, held.importId, call.now);
      // Somebody else invited one of them this very moment: looked at again, he is invited already.
      if (error.code !== "user.email-taken") throw error;
    }
  }
  throw new Refusal("request.busy", { retryAfterSeconds: 1 });
}

/** Goes through the rows that wait until there is somebody to invite, or none is left. */
async function nextGroup(call: ContinueCall, held: Import): Promise<{ next: Import; work: Work }> {
  const outcomes = outcomesOf(held.outcomes);
  const waiting = [...outcomes.entries()].flatMap(([place, outcome]) => (outcome === "to-invite" ? [place] : []));
  let invited: readonly Decided[] = [];
  for (let at = 0; at < waiting.length && invited.length === 0; at += groupSize) {
    const places = waiting.slice(at, at + groupSize);
    const decided = await decide(call.caller, await readFileRows(call.caller.scope, held.importId, places));
    for (const [index, place] of places.entries()) outcomes[place] = settled(decided[index]);
    invited = decided.filter(({ outcome }) => outcome === "to-invite");
  }
  return { next: { ...held, outcomes: lettersOf(outcomes) }, work: await workOf(call, { held, outcomes, invited }) };
}

const settled = (decided: Decided | undefined): ImportOutcome =>
  decided?.outcome === "to-invite" ? "invited" : (decided?.outcome ?? "error");

interface Group {
  readonly held: Import;
  readonly outcomes: readonly ImportOutcome[];
  readonly invited: readonly Decided[];
}

async function workOf(call: ContinueCall, { held, outcomes, invited }: Group): Promise<Work> {
  const { scope } = call.caller;
  const people: Written[] = [];
  for (const { row } of invited) {
    const { line: _line, errors: _errors, roles, ...person } = row;
    people.push((await newInvitation(call, { ...person, roles: [...roles], source: "import" })).work);
  }
  const progress = update("practice", keys.import(scope, held.importId), {
    set: { outcomes: lettersOf(outcomes) },
    expect: { outcomes: held.outcomes },
    refusal: "request.changed-meanwhile",
  });
  const counts = countOutcomes(outcomes);
  const end = { action: "users.imported", changes: { import: { after: held.importId }, ...told(counts) } } as const;
  const deeds = [...people.flatMap((person) => person.deeds), ...(counts["to-invite"] === 0 ? [end] : [])];
  const [first, ...others] = deeds;
  if (!first) throw new Error("a group of an import invites somebody, or is the last");
  return {
    changes: [progress, ...people.flatMap(({ changes }) => changes)],
    deeds: [first, ...others],
    mails: people.flatMap(({ mails }) => mails),
  };
}

const told = (counts: Readonly<Record<ImportOutcome, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([outcome, count]) => [outcome, { after: count }]));
