import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { browserVisits, headed, signInByMail, walks } from "../kit/browser-visit.ts";
import { codeIn, mailAfter } from "../kit/inbox.ts";
import { aNewcomer, goodPassword, type Newcomer, Person, signInWithEmail } from "../kit/person.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");
const visits = browserVisits();
let chief: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Browser"));
});

async function someManager(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Mona", "Browser");
  return { who, person: await settledMember(chief, who, ["user-manager"]) };
}

test.each(walks)(
  "by clicking, $screen and $scheme: see where one is signed in, end it, and sign a colleague out",
  async (of) => {
    const { who, person } = await someManager();
    const { page, complaints, go, look } = await visits.window(of);
    await go("/signin");
    await signInByMail(page, who);
    await headed(page, "Overview");
    const third = new Person(place);
    await signInWithEmail(third, who);
    await go("/me");
    await page.getByRole("heading", { name: "Where you are signed in" }).scrollIntoViewIfNeeded();
    await page.getByText("This browser").first().waitFor();
    await look("own-sessions");
    await page
      .getByRole("button", { name: /^End Unknown browser/ })
      .first()
      .click();
    await page.getByText("The session has ended").first().waitFor();
    await page.getByRole("button", { name: "End all others" }).click();
    await page.getByText("All other sessions have ended").first().waitFor();
    await page.getByText("One was open").first().waitFor();
    for (const gone of [person, third]) expect((await gone.call("GET", "/session")).status).toBe(401);

    const colleague = await settledMember(chief, aNewcomer("Cleo", "Browser"));
    const { userId } = await colleague.done("GET", "/session");
    await go(`/users/${userId}`);
    await page.getByRole("button", { name: "End sessions" }).first().click();
    await page.getByRole("heading", { name: "Sign Cleo Browser out everywhere?" }).waitFor();
    await look("end-sessions");
    const keys: (string | undefined)[] = [];
    await page.route("**/end-sessions", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      const body = { status: 403, code: "session.step-up-required", detail: "Confirm it." };
      await route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(body) });
    });
    const codes = {
      toolsUrl: place.toolsUrl,
      to: who.email,
      fits: ({ subject }: { subject: string }) => /sign-in code/.test(subject),
    };
    const mail = await mailAfter(codes, async () => {
      await page.getByRole("dialog").getByRole("button", { name: "End sessions" }).click();
      await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
    });
    await page.getByText("We mailed a code to").first().waitFor();
    await look("step-up");
    const dialog = page.getByRole("dialog").filter({ hasText: "Confirm that it is you" });
    await dialog.getByLabel("Password").fill("Wrong-Guess-1-Harbour");
    await dialog.getByLabel("Code").fill(codeIn(mail));
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await dialog.getByText("That was not right").first().waitFor();
    await dialog.getByLabel("Password").fill(goodPassword);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Cleo Browser is signed out everywhere").first().waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
    expect((await colleague.call("GET", "/session")).status).toBe(401);
    expect(complaints.filter((complaint) => !/status of 403/.test(complaint))).toEqual([]);
  },
);

test("a session that ended leads to the sign-in and back to the same page with what was typed", async () => {
  const { who, person } = await someManager();
  const { page, go } = await visits.window({ screen: "desktop", scheme: "light" }, person);
  await go("/users/invite");
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("E-mail address").fill("nora@sunrise.example");
  const elsewhere = new Person(place);
  await signInWithEmail(elsewhere, who);
  await elsewhere.done("POST", "/sessions/end-others", {}, { headers: { "idempotency-key": randomUUID() } });
  await page.getByLabel("Last name").fill("Draft");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.waitForURL(/signin\?return=%2Fusers%2Finvite/);
  await signInByMail(page, who);
  await headed(page, "Invite user");
  expect(await page.getByLabel("First name").inputValue()).toBe("Nora");
  expect(await page.getByLabel("Last name").inputValue()).toBe("Draft");
  expect(await page.getByLabel("E-mail address").inputValue()).toBe("nora@sunrise.example");
  const kept = await page.evaluate("JSON.stringify({ ...sessionStorage })");
  expect(kept).not.toContain(goodPassword);
});

test("tabs keep in step: a sign-out in one ends the other, and Back shows nothing (attack 48)", async () => {
  const { who, person } = await someManager();
  const { context, page, go } = await visits.window({ screen: "desktop", scheme: "light" }, person);
  await page.clock.install();
  await go("/");
  await headed(page, "Overview");
  const other = await context.newPage();
  await other.goto(`${place.baseUrl}/users`);
  await other.getByRole("link", { name: "Chief Browser" }).waitFor();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
  await page.clock.fastForward("11:00");
  expect(asked, "a tab that only waits asks for nothing (attack 45)").toEqual([]);
  await other
    .getByRole("button", { name: /Mona Browser/ })
    .first()
    .click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await other.waitForURL(/signed-out/);
  await page.waitForURL(/signed-out/);
  await other.goBack();
  await other.waitForURL(/signin\?return=/);
  expect(await other.getByText("Chief Browser").count()).toBe(0);
  await go("/signin?return=//evil.example/x");
  await signInByMail(page, who);
  await headed(page, "Overview");
  expect(new URL(page.url()).host, "an open redirect leads to the own overview (attack 52)").toBe(
    new URL(place.baseUrl).host,
  );
});
