import { expect, inject, test } from "vitest";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { browserVisits, headed, looks } from "../kit/browser-visit.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer } from "../kit/person.ts";
import { amend } from "../kit/rows.ts";

takeEnvironment();
const place = inject("place");
const visits = browserVisits();
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

test("by clicking: an account that nobody used is announced to its owner by the policy's schedule, and disabled after its day", async () => {
  const ben = aNewcomer("Ben", "Sato");
  const cast = { administrator: aNewcomer("Ada", "Okafor"), members: [ben], isSignedIn: true };
  const { administrator, members, page, complaints, go, look } = await visits.practice(looks[0]!, cast);
  const { userId, practiceId } = await members[0]!.done("GET", "/session");
  const press = (name: string) => page.getByRole("button", { name, exact: true }).last().click();

  await go("/security");
  await headed(page, "Security settings");
  await page.getByRole("button", { name: /^What happens to them/ }).click();
  await page.getByRole("option", { name: /^They are disabled/ }).click();
  await page.getByLabel("Days without a sign-in after which nobody uses it").fill("30");
  await press("Review changes");
  await look("unused-review");
  await press("Save settings");
  await page.getByText("The security settings are saved").first().waitFor();

  const since = daysAgo(60);
  const row = { pk: `P#${practiceId}`, sk: `U#${userId}` };
  const caretaker = await handlerOf("caretaker");
  const runs = async () => {
    await amend("DIRECTORY_TABLE", keys.directoryCounts(scopeOf(practiceId)), { dueAt: daysAgo(1) });
    await caretaker({} as never, someContext);
  };
  const longAway = async () => (await administrator.done("GET", `/users?lastSignInBefore=${daysAgo(50)}`)).items.length;
  await amend("PRACTICE_TABLE", row, { lastSignInAt: since, registeredAt: since });
  await expect.poll(longAway, listed).toBe(1);
  await runs();
  await mailTo(place.toolsUrl, ben.email, ({ subject }) => /account ends soon/.test(subject));
  const stands = async (status: string) =>
    (await administrator.done("GET", `/users?status=${status}`)).items.map((user: { userId: string }) => user.userId);
  expect(await stands("disabled")).toEqual([]);

  await amend("PRACTICE_TABLE", row, {
    unusedNotice: { since, days: 30, letters: 2, disablesAt: daysAgo(1) },
  });
  await runs();
  await expect.poll(() => stands("disabled"), listed).toEqual([userId]);
  await go(`/users/${userId}`);
  await headed(page, "Ben Sato");
  await page.getByText("Disabled").first().waitFor();
  await look("unused-disabled");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await page
    .getByText(/nobody used/)
    .first()
    .waitFor();
  await look("unused-history");
  expect((await members[0]!.call("GET", "/session")).status).toBe(401);
  expect(complaints).toEqual([]);
});
