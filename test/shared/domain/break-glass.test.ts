import { expect, test } from "vitest";
import {
  breakGlassEnd,
  emergencyPermissions,
  isGrantOver,
  mayBreakGlass,
  runningBreakGlass,
} from "../../../shared/domain/break-glass.ts";
import { type Permission, permissions } from "../../../shared/domain/permission.ts";
import { aPractice, userId } from "../../kit/builders.ts";

const grantedAt = new Date("2026-03-08T07:30:00.000Z");
const until = breakGlassEnd(grantedAt);
const held = { grantId: "bgg_01HV3Q9Z6K2M4N5P7R8S9T0V1Y", until: until.toISOString() };
const mark = { name: "Ben Sato", markedAt: "2026-01-02T03:04:05.000Z", markedBy: "Ada Okafor" };
const practice = aPractice({ breakGlassMarks: { [userId]: mark } });
const after = (milliseconds: number) => new Date(grantedAt.getTime() + milliseconds);
const hour = 3_600_000;

test.each([
  ["at the grant", 0, true],
  ["a millisecond before the end", hour - 1, true],
  ["at 60 minutes", hour, false],
  ["a millisecond later", hour + 1, false],
  ["when a clock went back", -hour, true],
])("%s the emergency role runs: %i ms after the grant %s", (_, milliseconds, isRunning) => {
  const running = runningBreakGlass({ session: { userId, breakGlass: held }, practice }, after(milliseconds));
  expect(running).toEqual(isRunning ? held : undefined);
  expect(isGrantOver(held, after(milliseconds))).toBe(!isRunning);
});

test("it lasts 60 minutes by the clock, also while clocks are changed", () => {
  expect(until.getTime() - grantedAt.getTime()).toBe(hour);
});

test("it is held by the session that has it, and only while the practice names its person", () => {
  expect(runningBreakGlass({ session: { userId }, practice }, grantedAt)).toBeUndefined();
  const session = { userId, breakGlass: held };
  expect(runningBreakGlass({ session, practice: aPractice() }, grantedAt)).toBeUndefined();
  expect(runningBreakGlass({ session, practice: aPractice({ breakGlassMarks: {} }) }, grantedAt)).toBeUndefined();
  for (const name of ["constructor", "toString", "__proto__", ""]) expect(mayBreakGlass(practice, name)).toBe(false);
});

test("one that was ended early is over at once", () => {
  expect(isGrantOver({ ...held, endedAt: after(1000).toISOString() }, after(1001))).toBe(true);
});

test("the emergency role keeps people at work and can neither change the rules nor give power away", () => {
  const lacking = (Object.keys(permissions) as Permission[]).filter(
    (permission) => !emergencyPermissions.some((each) => each === permission),
  );
  expect(lacking).toEqual([
    "profile:own",
    "practice:read",
    "practice:edit",
    "departments:edit",
    "policy:edit",
    "users:invite",
    "users:trust-address",
    "users:disable",
    "users:grant",
    "users:edit",
    "plans:buy",
    "audit:read",
    "break-glass:oversee",
    "epcs:oversee",
    ...["sftp:read", "sftp:request", "sftp:manage"],
    ...["operator:sftp-requests", "operator:practices", "operator:suppression"],
  ]);
});
