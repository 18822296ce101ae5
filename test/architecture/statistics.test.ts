import { expect, test } from "vitest";
import { holm, mannWhitney, quantile } from "../kit/statistics.ts";

const upTo = (count: number, plus = 0) => Array.from({ length: count }, (_, at) => at + plus);
/** The same numbers each run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test("two sets of the same values are not told apart, and shifted ones are", () => {
  expect(mannWhitney(upTo(200), upTo(200))).toBeGreaterThan(0.99);
  expect(mannWhitney(upTo(200), upTo(200, 100))).toBeLessThan(1e-6);
  expect(mannWhitney(upTo(200, 100), upTo(200))).toBeLessThan(1e-6);
  expect(mannWhitney([1, 1, 1], [1, 1, 1])).toBe(1);
});

test("the chance agrees with shuffling the same values at random", () => {
  const random = generator(3);
  const [one, other] = [upTo(20, 1), upTo(20, 8)];
  const rankSum = (values: readonly number[]) => {
    const sorted = [...one, ...other].sort((a, b) => a - b);
    const rank = (value: number) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2;
    return values.reduce((sum, value) => sum + rank(value), 0);
  };
  const middle = (20 * 39) / 2;
  const distance = Math.abs(rankSum(one) - middle);
  const all = [...one, ...other];
  let asFar = 0;
  for (let round = 0; round < 4000; round++) {
    for (let at = all.length - 1; at > 0; at--) {
      const to = Math.floor(random() * (at + 1));
      [all[at], all[to]] = [all[to]!, all[at]!];
    }
    if (Math.abs(rankSum(all.slice(0, 20)) - middle) >= distance) asFar += 1;
  }
  expect(Math.abs(mannWhitney(one, other) - asFar / 4000)).toBeLessThan(0.002);
});

test("samples that differ by chance only are told apart as often as the chance says", () => {
  const random = generator(7);
  const draw = () => Array.from({ length: 100 }, random);
  const chances = Array.from({ length: 400 }, () => mannWhitney(draw(), draw()));
  const seen = chances.filter((chance) => chance < 0.1).length;
  expect(seen).toBeGreaterThan(20);
  expect(seen).toBeLessThan(65);
});

test("many comparisons are corrected step by step", () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});

test("a quantile is the value below which that share lies", () => {
  expect(quantile(upTo(100), 0.99)).toBe(99);
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
});
