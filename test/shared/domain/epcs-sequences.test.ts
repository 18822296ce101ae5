import fc from "fast-check";
import { expect, test } from "vitest";
import { suspensionOf } from "../../../shared/domain/epcs-eligibility.ts";
import { Refusal } from "../../../shared/domain/refusal.ts";
import { take } from "../../kit/epcs-steps.ts";
import { type Deed, deed, World } from "../../kit/epcs-world.ts";

function inForce(world: World): [holder: number, place: string][] {
  return world.users.flatMap((user, i) =>
    Object.entries(user.epcs?.marks ?? {})
      .filter(([, held]) => suspensionOf(held, user, world.moment) === undefined)
      .map(([at]): [number, string] => [i, at]),
  );
}

/** What must hold after every step, whatever was refused. */
function assertTwoPeople(world: World): void {
  for (const [holder, at] of inForce(world)) {
    const truth = world.truths.get(`${holder} ${at}`);
    expect(truth, "entered and approved").toBeDefined();
    expect(truth!.isLost, "nothing it rests on was lost since").toBe(false);
    expect(new Set([truth!.x, truth!.y, holder]).size).toBe(3);
  }
  for (const user of world.users)
    expect(new Set(Object.values(user.epcs?.marks ?? {}).map(({ mark }) => mark)).size).toBeLessThan(2);
}

/** @returns whether it was done */
function isTaken(world: World, step: Deed): boolean {
  try {
    take(world, step);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

test("10,000 random sequences by six people never show a mark in force without two different eligible people (A22)", () => {
  const seen = { grants: 0, taken: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(deed, { minLength: 10, maxLength: 40 }), (deeds) => {
      const world = new World();
      for (const step of deeds) {
        seen[isTaken(world, step) ? "taken" : "refused"] += 1;
        assertTwoPeople(world);
      }
      seen.grants += world.grants;
    }),
    { numRuns: 10_000, endOnFailure: true },
  );
  expect(seen.grants).toBeGreaterThan(2000);
  expect(seen.refused).toBeGreaterThan(2000);
  console.info(
    `EPCS: ${seen.taken} steps taken and ${seen.refused} refused in 10,000 sequences, ${seen.grants} approvals of a grant`,
  );
}, 120_000);
