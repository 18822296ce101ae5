import { afterEach, expect, test, vi } from "vitest";
import { dateAfter, momentOf, wallTimeAt } from "../../shared/domain/wall-clock.ts";
import { registration } from "../kit/epcs.ts";
import { anew, epcsHouse } from "../kit/epcs-house.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { eventsOf, rowsOf } from "../kit/rows.ts";

takeEnvironment();
const timeZone = "America/Chicago";
const sweep = async () => (await handlerOf("epcs-day"))({ sweep: true } as never, someContext);
afterEach(() => {
  vi.useRealTimers();
});

/** A sweep takes twenty practices, and other tests have left some that are due. */
const sweepsForAll = 5;
const sweepAll = async () => {
  for (let i = 0; i < sweepsForAll; i++) await sweep();
};

test("the changes of a day are listed once and mailed to the designated people, and what ended with it is suspended", async () => {
  const today = wallTimeAt(new Date(), timeZone).date;
  const lapsing = { ...registration("EF3456781"), deaExpiresOn: today };
  const house = await epcsHouse([
    { roles: ["security-administrator"] },
    registration("AB1234563"),
    registration("CD2345672"),
    lapsing,
  ]);
  const [chief, iris, otto] = house.visitors;
  const body = { place: "practice", isDesignated: true, reason: "Because" };
  for (const userId of [house.userIds[1]!, house.userIds[2]!])
    await chief!.done("designateForEpcs", { path: { userId }, body });
  const proposal = await iris!.done("proposeEpcs", {
    body: { kind: "grant", mark: "epcs-approver", userId: house.userIds[3], place: "practice", reason: "Because" },
    ...anew(),
  });
  const path = { proposalId: proposal.proposalId };
  await otto!.done("approveEpcsProposal", { path, body: { digest: proposal.digest }, ...anew() });
  const rows = async (prefix: string) =>
    (await rowsOf("PRACTICE_TABLE", `P#${house.practiceId}`)).filter(({ sk }) => sk.startsWith(prefix));
  const letters = async () => (await rows("O#")).filter(({ letter }) => letter === "epcs-day");

  const due = momentOf(dateAfter(today, 1), 10, timeZone).getTime();
  vi.useFakeTimers({ toFake: ["Date"], now: due - 1000 });
  await sweep();
  expect(await rows("EPCSDAY#"), "not before the day is over").toEqual([]);
  vi.setSystemTime(due + 1000);
  for (let i = 0; i < sweepsForAll; i++) await Promise.all([sweep(), sweep(), sweep()]);
  const days = await rows("EPCSDAY#");
  expect(days).toMatchObject([{ date: today, count: 4 }]);
  expect((days[0]!["lines"] as { action: string }[]).map(({ action }) => action)).toEqual([
    "epcs.designated",
    "epcs.designated",
    "epcs.proposed",
    "epcs.granted",
  ]);
  expect((await letters()).map(({ subjectId }) => subjectId).sort()).toEqual(house.userIds.slice(1, 3).sort());
  const held = (await house.users())[3]!.epcs?.marks["practice"];
  expect(held).toMatchObject({ suspendedBecause: "dea-expired" });
  const events = await eventsOf(house.practiceId);
  expect(events.filter(({ action }) => action === "epcs.listed")).toHaveLength(1);
  expect(events.filter(({ action }) => action === "epcs.suspended")).toMatchObject([{ reason: "dea-expired" }]);

  vi.setSystemTime(due + 1000 + 86_400_000);
  await sweepAll();
  vi.setSystemTime(due + 1000 + 2 * 86_400_000);
  await sweepAll();
  expect((await rows("EPCSDAY#")).map(({ date, count }) => [date, count])).toEqual([
    [today, 4],
    [dateAfter(today, 1), 1],
    [dateAfter(today, 2), 0],
  ]);
  expect(await letters(), "none of a day on which nothing happened").toHaveLength(4);
});
