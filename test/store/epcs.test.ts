import fc from "fast-check";
import { expect, test } from "vitest";
import { type EpcsMark, epcsMarkNames } from "../../shared/domain/epcs.ts";
import { suspensionOf } from "../../shared/domain/epcs-eligibility.ts";
import type { User } from "../../shared/domain/user.ts";
import { registration } from "../kit/epcs.ts";
import { anew, type EpcsHouse, epcsHouse, saidBy } from "../kit/epcs-house.ts";
import { type InProcessReply, takeEnvironment } from "../kit/in-process.ts";
import { eventsOf } from "../kit/rows.ts";

takeEnvironment();
const timeZone = "America/Chicago";
const place = "practice";

/** 0 oversees; 1 and 2 are one registrant twice; 3 is another registrant; 4 and 5 are staff. */
const cast: readonly Partial<User>[] = [
  { roles: ["security-administrator"] },
  registration("AB1234563"),
  registration("AB1234563"),
  registration("CD2345672"),
  {},
  {},
];

interface Proposed {
  readonly proposalId: string;
  readonly digest: string;
}
type Step = { readonly who: number; readonly whom: number; readonly what: number; readonly mark: number };
/** Those who may decide come more often than the others, so that much is granted and not nearly all refused. */
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(0, 1, 1, 2, 3, 3, 3, 4, 5),
  whom: fc.nat(5),
  what: fc.nat(9),
  mark: fc.nat(1),
});
/** Each is a practice of its own; `npm run long` takes 120. */
const sequences = Number(process.env["EPCS_SEQUENCES"] ?? 6);

/** One request of somebody. */
async function ask(house: EpcsHouse, open: Proposed[], { who, whom, what, mark }: Step): Promise<InProcessReply> {
  const visitor = house.visitors[who]!;
  const userId = house.userIds[whom]!;
  const latest = open.at(-1) ?? { proposalId: "epp_01KAK3M2Q8R7S6T5V4W3X2Y1Z0", digest: "none" };
  const path = { proposalId: latest.proposalId };
  if (what < 3) {
    const body = { kind: what === 0 ? "revoke" : "grant", mark: epcsMarkNames[mark], userId, place, reason: "Because" };
    const answer = await visitor.call("proposeEpcs", { body, ...anew() });
    if (answer.status === 201) open.push(answer.json);
    return answer;
  }
  if (what < 7) return visitor.call("approveEpcsProposal", { path, body: { digest: latest.digest }, ...anew() });
  if (what === 7) return visitor.call("cancelEpcsProposal", { path, body: { reason: "No" }, ...anew() });
  if (what === 8)
    return visitor.call("suspendEpcsMark", { path: { userId }, body: { place, reason: "Lost" }, ...anew() });
  const body = { place, isDesignated: mark === 1, reason: "Because" };
  return house.visitors[0]!.call("designateForEpcs", { path: { userId }, body });
}

interface Told {
  readonly actorId: string;
  readonly action: string;
}

/** What the log says of one holder: who entered the proposal of his mark, who approved, and whether it was suspended since. */
async function toldOf(house: EpcsHouse, holder: string, proposalId: string) {
  const events = (await eventsOf(house.practiceId, holder)) as unknown as (Told & {
    changes: { proposal?: { after: string } };
  })[];
  const of = (action: string) =>
    events.findIndex((event) => event.action === action && event.changes?.proposal?.after === proposalId);
  const granted = of("epcs.granted");
  return {
    entered: events[of("epcs.proposed")]?.actorId,
    approved: events[granted]?.actorId,
    isLost: events.slice(granted + 1).some(({ action }) => action === "epcs.suspended"),
  };
}

async function assertTwoPeople(house: EpcsHouse): Promise<number> {
  const users = await house.users();
  let inForce = 0;
  for (const user of users) {
    const held = user.epcs?.marks[place];
    if (!held || suspensionOf(held, user, { now: new Date(), timeZone })) continue;
    inForce += 1;
    const { entered, approved, isLost } = await toldOf(house, user.userId, held.proposalId);
    const approver = users.find(({ userId }) => userId === approved);
    const enterer = users.find(({ userId }) => userId === entered);
    expect(new Set([entered, approved, user.userId]).size).toBe(3);
    expect(enterer && approver && enterer.deaNumber === approver.deaNumber, "one registrant twice").toBe(false);
    expect(approver?.deaNumber, "a registrant").toBeDefined();
    expect(isLost).toBe(false);
  }
  return inForce;
}

test(`${sequences} random sequences by six people, two at a time, against the real store: never a mark without two (A22)`, async () => {
  const seen = { done: 0, refused: 0, inForce: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, step), { minLength: 4, maxLength: 8 }), async (pairs) => {
      const house = await epcsHouse(cast);
      const open: Proposed[] = [];
      for (const whom of [1, 3, 4]) await ask(house, open, { who: 0, whom, what: 9, mark: 1 });
      for (const pair of pairs) {
        const answers = await Promise.all(pair.map((each) => ask(house, open, each)));
        for (const answer of answers) {
          expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(500);
          seen[saidBy(answer) === "done" ? "done" : "refused"] += 1;
        }
      }
      seen.inForce += await assertTwoPeople(house);
    }),
    { numRuns: sequences, endOnFailure: true },
  );
  expect(seen.done, JSON.stringify(seen)).toBeGreaterThan(sequences);
  console.info(`EPCS in the store: ${JSON.stringify(seen)}`);
}, 170_000);

async function proposal(house: EpcsHouse, mark: EpcsMark = "epcs-enroller", kind = "grant"): Promise<Proposed> {
  const body = { kind, mark, userId: house.userIds[4], place, reason: "Because" };
  return house.visitors[1]!.done("proposeEpcs", { body, ...anew() });
}
const approved = (house: EpcsHouse, { proposalId, digest }: Proposed, who = 3) =>
  house.visitors[who]!.call("approveEpcsProposal", { path: { proposalId }, body: { digest }, ...anew() });

test("of an approval and a cancellation at once one wins, 10 times (attack 75)", async () => {
  const house = await epcsHouse(cast);
  for (const whom of [1, 3]) await ask(house, [], { who: 0, whom, what: 9, mark: 1 });
  for (let round = 0; round < 10; round++) {
    const isHeld = Object.keys((await house.users())[4]!.epcs?.marks ?? {}).length > 0;
    const one = await proposal(house, "epcs-enroller", isHeld ? "revoke" : "grant");
    const path = { proposalId: one.proposalId };
    const answers = await Promise.all([
      approved(house, one),
      house.visitors[1]!.call("cancelEpcsProposal", { path, body: { reason: "No" }, ...anew() }),
    ]);
    const said = answers.map(saidBy);
    expect(
      said.filter((word) => word === "done"),
      said.join(),
    ).toHaveLength(1);
    const holds = Object.keys((await house.users())[4]!.epcs?.marks ?? {}).length > 0;
    expect(holds).toBe(said[0] === "done" ? !isHeld : isHeld);
  }
});

test("a suspension stands against an approval at the same moment, 8 times (attack 77)", async () => {
  const house = await epcsHouse(cast);
  for (const whom of [1, 3]) await ask(house, [], { who: 0, whom, what: 9, mark: 1 });
  await approved(house, await proposal(house));
  for (let round = 0; round < 8; round++) {
    const revocation = await proposal(house, "epcs-enroller", "revoke");
    const [, suspended] = await Promise.all([
      approved(house, revocation),
      ask(house, [], { who: 1, whom: 4, what: 8, mark: 0 }),
    ]);
    const user = (await house.users())[4]!;
    const held = user.epcs?.marks[place];
    expect(held === undefined || held.suspendedAt !== undefined, saidBy(suspended!)).toBe(true);
    await approved(house, await proposal(house));
  }
});
