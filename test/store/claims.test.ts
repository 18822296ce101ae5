import { expect, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";

takeEnvironment();
const { releaseClaim, takeClaim } = await import("../../shared/data/counters.ts");

const now = new Date("2026-01-02T12:00:00.000Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const aClaim = (own: { by?: string; what?: string } = {}) => ({
  what: unique("thing"),
  by: "ada",
  seconds: 60,
  ...own,
});

test.each([1, 2, 3])("of fifty takers at once one has the lease (run %i)", async () => {
  const { what } = aClaim();
  const taken = await atOnce(50, (number) => takeClaim(aClaim({ what, by: `taker-${number}` }), now));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

test("whoever has the lease may take it again, also fifty times at once", async () => {
  const claim = aClaim();
  expect(await takeClaim(claim, now)).toBe(true);
  expect((await atOnce(50, () => takeClaim(claim, now))).every(Boolean)).toBe(true);
});

test.each([
  [59, false],
  [60, false],
  [61, true],
])("%i seconds after it was taken for 60 the lease is anybody's: %s", async (seconds, isFree) => {
  const { what } = aClaim();
  await takeClaim(aClaim({ what }), now);
  expect(await takeClaim(aClaim({ what, by: "ben" }), after(seconds))).toBe(isFree);
});

test("taking it again prolongs it", async () => {
  const { what } = aClaim();
  await takeClaim(aClaim({ what }), now);
  await takeClaim(aClaim({ what }), after(50));
  expect(await takeClaim(aClaim({ what, by: "ben" }), after(61))).toBe(false);
});

test("a lease given back is free at once; nobody gives back another's", async () => {
  const { what } = aClaim();
  await takeClaim(aClaim({ what }), now);
  await releaseClaim({ what, by: "ben" });
  expect(await takeClaim(aClaim({ what, by: "ben" }), now)).toBe(false);
  await releaseClaim({ what, by: "ada" });
  await releaseClaim({ what, by: "ada" });
  expect(await takeClaim(aClaim({ what, by: "ben" }), now)).toBe(true);
});

test("of fifty takers of a lease that is over one has it", async () => {
  const { what } = aClaim();
  await takeClaim(aClaim({ what }), now);
  const taken = await atOnce(50, (number) => takeClaim(aClaim({ what, by: `taker-${number}` }), after(61)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});
