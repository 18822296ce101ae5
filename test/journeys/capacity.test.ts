import { expect, inject, test } from "vitest";
import { operationBudgets } from "../bench/budgets.ts";
import { measureCapacity } from "../bench/cost/capacity.ts";
import { judgeCost } from "../bench/verdicts.ts";

test("no operation asks more of AWS than its budget: requests, units of reading and of writing", async () => {
  const [environments, { dynamodb, cognito, secrets, ssm, ses }] = [inject("environments"), inject("endpoints")];
  const costs = await measureCapacity(
    {
      toolsUrl: inject("place").toolsUrl,
      endpoints: { dynamodb: dynamodb!, cognito: cognito!, secrets: secrets!, ssm: ssm!, ses: ses! },
      environmentOf: (id) => environments[id]!,
    },
    { sizes: [100], say: () => {} },
  );
  expect(costs.map(({ name }) => name).toSorted()).toEqual(Object.keys(operationBudgets).toSorted());
  expect(costs.filter(({ rule, calls }) => rule.read + rule.write === 0 || calls.dynamodb === 0)).toEqual([]);
  expect(costs.flatMap((cost) => judgeCost(cost).broken)).toEqual([]);
});
