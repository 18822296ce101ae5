import { expect, test } from "vitest";
import { intervalOf } from "../../../../infra/local/services/schedules.ts";

test.each([
  ["rate(1 minute)", 60_000],
  ["rate(5 minutes)", 300_000],
  ["rate(2 hours)", 7_200_000],
  ["rate(1 day)", 86_400_000],
])("%s runs every %d milliseconds", (expression, milliseconds) => {
  expect(intervalOf(expression)).toBe(milliseconds);
});

test.each(["cron(0 12 * * ? *)", "rate(0 minutes)", "rate(1 fortnight)", "at(2026-01-01T00:00:00)"])(
  "%s stops the start with its name",
  (expression) => {
    expect(() => intervalOf(expression)).toThrow(expression);
  },
);
