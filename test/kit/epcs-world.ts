import fc from "fast-check";
import { type EpcsOfUser, isDesignated } from "../../shared/domain/epcs.ts";
import { type EpcsMoment, epcsAfter } from "../../shared/domain/epcs-eligibility.ts";
import type { EpcsProposal } from "../../shared/domain/epcs-proposal.ts";
import type { User } from "../../shared/domain/user.ts";
import { aUser } from "./builders.ts";

export const timeZone = "America/Chicago";
const begin = Date.parse("2026-11-21T18:00:00.000Z");
export const day = 86_400_000;
export const places = ["sit_A", "sit_B"];
const people = 6;

/** What one of several people does next; `who` and `whom` are numbers of people. */
export type Deed =
  | { readonly do: "propose"; who: number; whom: number; place: number; kind: number; mark: number }
  | { readonly do: "revise"; who: number; which: number; mark: number }
  | { readonly do: "cancel"; who: number; which: number; mark: number }
  | { readonly do: "approve"; who: number; which: number; proved: number; stale: boolean }
  | { readonly do: "suspend"; who: number; whom: number; place: number }
  | { readonly do: "designate"; who: number; whom: number; place: number }
  | { readonly do: "undesignate"; who: number; whom: number; place: number }
  | { readonly do: "happens"; whom: number; what: number }
  | { readonly do: "wait"; days: number };

const person = fc.nat(people - 1);
const place = fc.nat(places.length - 1);
const two = fc.nat(1);
/** Mostly those who may. */
const decider = fc.constantFrom(0, 2, 2, 3, 3, 4, 1, 5);
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("propose" as const),
      who: decider,
      whom: person,
      place,
      kind: fc.nat(3),
      mark: two,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("revise" as const, "cancel" as const),
      who: person,
      which: fc.nat(3),
      mark: two,
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant("approve" as const),
      who: decider,
      which: fc.constantFrom(0, 0, 0, 1, 2),
      proved: fc.nat(9),
      stale: fc.nat(9).map((n) => n === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("suspend" as const, "designate" as const, "undesignate" as const),
      who: person,
      whom: person,
      place,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("happens" as const), whom: person, what: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.nat(5) }) },
);

/** What the reference keeps beside the product's rows: who entered and approved, and what was lost since. */
export interface Truth {
  readonly x: number;
  readonly y: number;
  readonly approvedAt: number;
  isLost: boolean;
}

/** Six people of a practice with two places, as rows in memory, and what the reference knows of them. */
export class World {
  users: User[];
  readonly proposals: EpcsProposal[] = [];
  /** By holder and place. */
  readonly truths = new Map<string, Truth>();
  now = begin;
  grants = 0;

  constructor() {
    // 0 and 1 are two accounts of one registrant; 2 and 3 are registrants; 4 and 5 are staff.
    const deas = ["AB1234563", "AB1234563", "CD2345672", "EF3456781"];
    this.users = Array.from({ length: people }, (_, i) =>
      aUser({
        userId: `usr_${i}`,
        type: i < 4 ? "provider" : "staff",
        ...(deas[i]
          ? { deaNumber: deas[i], deaExpiresOn: "2026-12-05", licenceNumber: "L1", licenceExpiresOn: "2026-12-31" }
          : {}),
        epcs: { designatedAt: [0, 2, 3, 4].includes(i) ? places : [], marks: {} },
      }),
    );
  }

  get moment(): EpcsMoment {
    return { now: new Date(this.now), timeZone };
  }
  user(i: number): User {
    return this.users[i]!;
  }
  change(i: number, own: Partial<User>): void {
    const before = this.user(i);
    const after = { ...before, ...own };
    const epcs = epcsAfter(before, after, this.moment);
    this.users[i] = { ...after, ...(epcs ? { epcs } : {}) };
  }
  keep(i: number, epcs: EpcsOfUser): void {
    this.users[i] = { ...this.user(i), epcs };
  }
  designated(at: string): User[] {
    return this.users.filter((user) => isDesignated(user, at));
  }
  lose(i: number): void {
    for (const [key, truth] of this.truths) if (key.startsWith(`${i} `)) truth.isLost = true;
  }
}
