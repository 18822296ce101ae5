import { expect } from "vitest";
import { epcsMarkNames, isDesignated, markAt, withDesignation, withMark } from "../../shared/domain/epcs.ts";
import { barrierToEpcs, isPlaceReady, suspendedMark } from "../../shared/domain/epcs-eligibility.ts";
import {
  assertApproval,
  assertEntry,
  assertStep,
  type EpcsProposal,
  epcsApproved,
  proposalText,
  writeOf,
} from "../../shared/domain/epcs-proposal.ts";
import type { User } from "../../shared/domain/user.ts";
import { practiceId } from "./builders.ts";
import { type Deed, day, places, timeZone, type World } from "./epcs-world.ts";

const weak: readonly ("email" | "sms" | "recovery")[] = ["email", "sms", "recovery"];
type Step<D extends Deed["do"]> = Extract<Deed, { do: D }>;

/** Takes a step by the product's own rules, with rows in memory. @throws Refusal that changes nothing */
export function take(world: World, step: Deed): void {
  if (step.do === "propose") propose(world, step);
  else if (step.do === "revise") revise(world, step);
  else if (step.do === "cancel") cancel(world, step);
  else if (step.do === "approve") approve(world, step);
  else if (step.do === "suspend") suspend(world, step);
  else if (step.do === "happens") happen(world, step);
  else if (step.do === "wait") world.now += step.days * day;
  else designate(world, step);
}

const sealed = (proposal: Omit<EpcsProposal, "digest">): EpcsProposal => ({
  ...proposal,
  digest: proposalText(proposal),
});

function propose(world: World, step: Step<"propose">): void {
  const [enterer, subject] = [world.user(step.who), world.user(step.whom)];
  const at = places[step.place]!;
  const proposal = sealed({
    ...{ practiceId, proposalId: `epp_${world.proposals.length}`, place: at, placeName: at, reason: "Because" },
    kind: step.kind === 0 ? "revoke" : "grant",
    mark: epcsMarkNames[step.mark]!,
    ...{ subjectId: subject.userId, subjectName: "Sam", enteredBy: enterer.userId, enteredByName: "Eve" },
    ...(enterer.deaNumber ? { enteredByDea: enterer.deaNumber } : {}),
    ...{ enteredAt: new Date(world.now).toISOString(), state: "open", revision: 1 },
  });
  assertEntry({ proposal, subject }, enterer, world.moment);
  world.proposals.push(proposal);
}

function suspend(world: World, step: Step<"suspend">): void {
  const at = places[step.place]!;
  const user = world.user(step.whom);
  const held = markAt(user, at);
  if (!held || held.suspendedAt || !(isDesignated(world.user(step.who), at) || step.who === step.whom)) return;
  world.keep(step.whom, withMark(user, at, suspendedMark(held, { because: "person" }, new Date(world.now))));
  world.truths.get(`${step.whom} ${at}`)!.isLost = true;
}

function designate(world: World, step: Step<"designate" | "undesignate">): void {
  const at = places[step.place]!;
  if (step.do === "designate" && barrierToEpcs(world.user(step.whom), world.moment)) return;
  world.keep(step.whom, withDesignation(world.user(step.whom), at, step.do === "designate"));
}

function latest(world: World, which: number): EpcsProposal | undefined {
  return world.proposals.at(-1 - which);
}
function replace(world: World, proposal: EpcsProposal): void {
  world.proposals[world.proposals.findIndex(({ proposalId }) => proposalId === proposal.proposalId)] = proposal;
}

function cancel(world: World, step: Step<"cancel">): void {
  const before = latest(world, step.which);
  if (!before) return;
  const by = world.user(step.who);
  assertStep("cancel", before, new Date(world.now));
  if (before.enteredBy !== by.userId && !isDesignated(by, before.place)) return;
  replace(world, { ...before, ...writeOf("cancel", before).set });
}

function revise(world: World, step: Step<"revise">): void {
  const before = latest(world, step.which);
  const by = world.user(step.who);
  if (before?.enteredBy !== by.userId) return;
  assertStep("revise", before, new Date(world.now));
  const after = sealed({ ...before, mark: epcsMarkNames[step.mark]!, revision: before.revision + 1 });
  const subject = world.users.find(({ userId }) => userId === before.subjectId)!;
  assertEntry({ proposal: after, subject }, by, world.moment);
  replace(world, after);
}

function approve(world: World, step: Step<"approve">): void {
  const proposal = latest(world, step.which);
  if (!proposal) return;
  const subject = world.users.find(({ userId }) => userId === proposal.subjectId)!;
  const enterer = world.users.find(({ userId }) => userId === proposal.enteredBy)!;
  const approver = world.user(step.who);
  const provedWith: (typeof weak)[number] | "totp" = weak[step.proved] ?? "totp";
  const digest = step.stale ? "what was shown before" : proposal.digest;
  const approval = {
    proposal,
    subject,
    enterer,
    approver,
    digest,
    provedWith,
    designated: world.designated(proposal.place),
  };
  assertApproval(approval, world.moment);
  // From here on the product has let it through: the reference asks anew, in its own words.
  const y = step.who;
  const x = world.users.indexOf(enterer);
  const s = world.users.indexOf(subject);
  expect(approver.secondStep).toBe("totp");
  expect(provedWith).toBe("totp");
  expect(step.stale).toBe(false);
  expect(isRegistrantByReference(approver, world.now)).toBe(true);
  expect(new Set([x, y, s]).size, "enterer, approver and subject are three accounts").toBe(3);
  expect([enterer.deaNumber, proposal.enteredByDea, subject.deaNumber]).not.toContain(approver.deaNumber);
  expect(isPlaceReady(approval.designated, world.moment)).toBe(true);
  replace(world, { ...proposal, ...writeOf("approve", proposal).set });
  world.keep(s, epcsApproved(approval, new Date(world.now)));
  const key = `${s} ${proposal.place}`;
  if (proposal.kind === "revoke") world.truths.delete(key);
  else {
    world.truths.set(key, { x, y, approvedAt: world.now, isLost: false });
    world.grants += 1;
  }
}

function isRegistrantByReference(user: User, now: number): boolean {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(now));
  const isOpen = user.status === "active" && (!user.expiresAt || Date.parse(user.expiresAt) > now);
  const isGood = (last: string | undefined) => last !== undefined && last >= today;
  return isOpen && user.type === "provider" && isGood(user.deaExpiresOn) && isGood(user.licenceExpiresOn);
}

/** What a life brings to an account: each by the way the product writes it. */
function happen(world: World, { whom, what }: Step<"happens">): void {
  const user = world.user(whom);
  const soon = (days: number) => new Date(world.now + days * day).toISOString();
  const changes: readonly Partial<User>[] = [
    { status: "disabled" },
    { status: "active" },
    { secondStep: "none" },
    { secondStep: "email" },
    { secondStep: "totp" },
    { deaExpiresOn: soon(10).slice(0, 10) },
    { deaExpiresOn: soon(-10).slice(0, 10) },
    { deaNumber: `GH${whom}456789` },
    { expiresAt: soon(2) },
    { licenceExpiresOn: soon(20).slice(0, 10) },
  ];
  const change = changes[what]!;
  world.change(whom, change);
  const isLoss =
    change.status === "disabled" || (change.secondStep !== undefined && change.secondStep !== "totp") || what === 6;
  const approverMarks = [...world.truths].filter(
    ([key]) => key.startsWith(`${whom} `) && markAt(user, key.split(" ")[1]!)?.mark === "epcs-approver",
  );
  if (what === 6 || (what === 7 && user.deaNumber !== change.deaNumber))
    for (const [, truth] of approverMarks) truth.isLost = true;
  else if (isLoss) world.lose(whom);
}
