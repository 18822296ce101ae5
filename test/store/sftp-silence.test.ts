import { expect, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { aPractice, aUser } from "../kit/builders.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { amend, eventsOf, putRows, rowsOf } from "../kit/rows.ts";

takeEnvironment();
const { lookThrough } = await import("../../functions/caretaker/look-through.ts");
const { followAll } = await import("../../shared/data/directory-writer.ts");

const made = new Date();
const practiceId = newId("prc", made);
const scope = scopeOf(practiceId);
const account: SftpAccount = {
  practiceId,
  accountId: newId("sfa", made),
  username: "sunrise-theralytics",
  softwareName: "Theralytics",
  claimType: "837P",
  contactName: "Ada",
  ownerId: newId("usr", made),
  ownerName: "Ada",
  status: "active",
  openedAt: made.toISOString(),
  addresses: [],
  quietDays: 14,
  secrets: [],
  keys: [],
  version: 1,
};

/** Each morning's look, at nine in Chicago. */
const lookOn = (date: string) => lookThrough(scope, new Date(`${date}T15:00:00Z`));
const letters = async () =>
  (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(({ letter }) => letter === "sftp-silent");

test("who usually sends files and stopped is told of after three business days, over Thanksgiving and a weekend, and once", async () => {
  const people = [
    { firstName: "Ada", roles: ["security-administrator" as const], email: "ada@sunrise.example" },
    { firstName: "Ben", wantsClaimMails: true, email: "ben@sunrise.example" },
    { firstName: "Cleo", email: "cleo@sunrise.example" },
  ].map((own) => aUser({ practiceId, userId: newId("usr", made), lastSignInAt: "2026-11-20T15:00:00.000Z", ...own }));
  const days = new Set(["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"]);
  const arrivals = keys.sftpArrivals(scope, account.accountId);
  await putRows("PRACTICE_TABLE", [
    { ...keys.practice(scope), ...aPractice({ practiceId }) },
    ...people.map((user) => ({ ...keys.user(scope, user.userId), ...user })),
    { ...keys.sftpAccount(scope, account.accountId), ...account },
    { ...arrivals, lastFileAt: "2026-11-23T20:00:00.000Z", days },
  ]);
  await followAll(
    scope,
    people.map(({ userId }) => userId),
    made,
  );
  for (const date of ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]) await lookOn(date);
  expect(await letters(), "Tuesday, Wednesday, Thanksgiving, and a Friday that is not over").toEqual([]);
  await Promise.all([lookOn("2026-11-28"), lookOn("2026-11-28")]);
  await lookOn("2026-11-30");
  const told = await letters();
  expect(told.map(({ to }) => to).sort()).toEqual(["ada@sunrise.example", "ben@sunrise.example"]);
  expect(told[0]).toMatchObject({ params: { days: "3", username: "sunrise-theralytics" } });
  const events = await eventsOf(practiceId, account.accountId);
  expect(events.map(({ action }) => action)).toEqual(["sftp.files-silent"]);
  await amend("PRACTICE_TABLE", arrivals, { lastFileAt: "2026-11-30T16:00:00.000Z" });
  await lookOn("2026-12-01");
  expect((await letters()).length, "a file came").toBe(2);
  await lookOn("2026-12-05");
  expect((await letters()).length, "and stopped again").toBe(4);
  await amend("PRACTICE_TABLE", arrivals, { lastFileAt: "2026-12-07T16:00:00.000Z", silenceDays: 0 });
  await lookOn("2026-12-30");
  expect((await letters()).length, "nobody wants to be told").toBe(4);
});
