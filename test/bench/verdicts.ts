import { type Budget, coldGoals, goalBytes, knownBytes, mostBytes, operationBudgets } from "./budgets.ts";
import type { Weight } from "./bytes.ts";
import type { ColdRow } from "./cold/cold-starts.ts";
import type { Cost } from "./cost/capacity.ts";

/** What is wrong with a figure: `broken` ends the bench with an error, `missed` is a goal that is not reached yet. */
export interface Verdict {
  readonly broken: readonly string[];
  readonly missed: readonly string[];
}

/** Joins verdicts. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  return { broken: verdicts.flatMap(({ broken }) => broken), missed: verdicts.flatMap(({ missed }) => missed) };
}

const over = (what: string, { is, most }: { is: number; most: number | undefined }): string[] =>
  most !== undefined && is > most ? [`${what}: ${is}, not ${most}`] : [];

/** A cost against its budget, for any size of the practice. */
export function judgeCost({ name, size, calls, rule }: Cost): Verdict {
  const { requests, cognito = 0, read, write, goal = {} }: Budget = operationBudgets[name];
  const at = `${name} (practice of ${size})`;
  return {
    broken: [
      ...over(`${at}, requests to DynamoDB`, { is: calls.dynamodb, most: requests }),
      ...over(`${at}, requests to Cognito`, { is: calls.cognito, most: cognito }),
      ...over(`${at}, requests for secrets`, { is: calls.secrets + calls.ssm, most: 0 }),
      ...over(`${at}, read units`, { is: rule.read, most: read }),
      ...over(`${at}, write units`, { is: rule.write, most: write }),
    ],
    missed: [
      ...over(`${at}, requests to DynamoDB`, { is: calls.dynamodb, most: goal.requests }),
      ...over(`${at}, read units`, { is: rule.read, most: goal.read }),
      ...over(`${at}, write units`, { is: rule.write, most: goal.write }),
    ],
  };
}

/** Requests and units of reading do not grow with the practice: growth between the measured sizes is exactly 1. */
export function judgeGrowth(costs: readonly Cost[]): Verdict {
  const sizes = [...new Set(costs.map(({ size }) => size))].sort((a, b) => a - b);
  const of = (size: number | undefined) => costs.filter((cost) => cost.size === size);
  const broken = of(sizes[0]).flatMap((small) => {
    const large = of(sizes.at(-1)).find(({ name }) => name === small.name) ?? small;
    const growths = [
      ["requests", small.calls.dynamodb, large.calls.dynamodb],
      ["read units", small.rule.read, large.rule.read],
    ] as const;
    return growths
      .filter(([, from, to]) => from !== to)
      .map(([what, from, to]) => `${small.name}, ${what}: ${from} at ${small.size}, ${to} at ${large.size}`);
  });
  return { broken, missed: [] };
}

/** A bundle against its bytes and the static checks. */
export function judgeWeight({ name, bytes, faults }: Weight): Verdict {
  const known = Object.entries(knownBytes).find(([deployable]) => deployable === name)?.[1] ?? 0;
  return {
    broken: [
      ...over(`${name}, bytes`, { is: bytes, most: mostBytes }),
      ...over(`${name}, bytes against budgets.ts and 2 %`, { is: bytes, most: Math.round(known * 1.02) }),
      ...faults.map((fault) => `${name} ${fault}`),
    ],
    missed: over(`${name}, bytes`, { is: bytes, most: goalBytes }),
  };
}

/** A cold start against the goals; never broken, it is a matter of time. */
export function judgeCold({ name, initRatio, coldRatio, peakRssMb }: ColdRow): Verdict {
  return {
    broken: [],
    missed: [
      ...over(`${name}, init against the SDK's`, { is: initRatio, most: coldGoals.init }),
      ...over(`${name}, init and first call against the SDK's`, { is: coldRatio, most: coldGoals.cold }),
      ...over(`${name}, peak memory in MB`, { is: peakRssMb.median, most: coldGoals.peakRssMb }),
    ],
  };
}
