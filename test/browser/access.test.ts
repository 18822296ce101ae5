import { expect, test } from "vitest";
import { browserVisits, headed, signInByMail, walks } from "../kit/browser-visit.ts";
import { setAccess } from "../kit/hours.ts";
import { aNewcomer } from "../kit/person.ts";
import { settledMember } from "../kit/settled.ts";

const visits = browserVisits();

test.each(walks)(
  "by keyboard, $screen and $scheme: hours, last day and an extension are set, and told on the page",
  async (of) => {
    const cast = { administrator: aNewcomer("Ada", "Okafor"), members: [aNewcomer("Ben", "Sato")], isSignedIn: true };
    const { administrator, members, page, complaints, go, look } = await visits.practice(of, cast);
    const { userId } = await members[0]!.done("GET", "/session");
    await go(`/users/${userId}/access`);
    await page.getByText("May be in now.").first().waitFor();
    await look("may-do");

    const press = async (name: string, role: "button" | "checkbox" = "button") => {
      await page.getByRole(role, { name: role === "button" ? name : new RegExp(name), exact: true }).focus();
      await page.keyboard.press(role === "button" ? "Enter" : "Space");
    };
    await press("Only at certain times", "checkbox");
    await press("Business hours");
    await page.getByText("Monday to Friday 08:00 until 17:00").first().waitFor();
    await page.getByLabel("Monday from, window 1").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("22:00");
    await page.getByLabel("Monday to, window 1").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("06:00");
    await page.getByText("until 06:00 next day", { exact: true }).first().waitFor();
    await press("Copy Monday to weekdays");
    await page.getByText("Monday to Friday 22:00 until 06:00 next day").first().waitFor();
    await page.getByLabel("Last day").focus();
    await page.keyboard.type("2030/03/31");
    await press("Save access");
    await page.getByText("Say why, in at most 200 characters.").first().waitFor();
    await look("hours-editor");
    await page.getByLabel("Reason", { exact: true }).focus();
    await page.keyboard.type("Night shifts until spring");
    await page.keyboard.press("Enter");
    await page.getByText("The access is saved").first().waitFor();
    await page.getByText("Mar 31, 2030").or(page.getByText("Apr 1, 2030")).first().waitFor();
    const saved = await administrator.done("GET", `/users/${userId}/access`);
    expect(saved).toMatchObject({ expiresAt: "2030-04-01T05:00:00.000Z", accessSetBy: "Ada Okafor" });
    expect(saved.hours).toBe("Monday to Friday 22:00 until 06:00 next day");

    await page.getByLabel("Reason for letting in").focus();
    await page.keyboard.type("Evening clinic");
    await page.keyboard.press("Enter");
    await page
      .getByText(/Ben Sato may be in until/)
      .first()
      .waitFor();
    // As high as the page is: half a button under the top bar is no fault of the page.
    await page.setViewportSize({ ...page.viewportSize()!, height: 2200 });
    await look("on-call");
    expect(complaints).toEqual([]);
  },
);

test.each(walks)(
  "by clicking, $screen and $scheme: a role is chosen, the end is warned of, and then told",
  async (of) => {
    const cast = { administrator: aNewcomer("Ada", "Okafor"), practiceName: "Lakeside Clinic" };
    const { administrator, page, complaints, go, look } = await visits.practice(of, cast);
    const rio = aNewcomer("Rio", "Vega");
    const person = await settledMember(administrator, rio, ["user-manager", "auditor"]);
    const { session } = await person.done("POST", "/sign-in/choice", { role: "auditor" });
    const { userId } = session;
    await go("/signin");
    await signInByMail(page, rio);
    await page.getByRole("heading", { name: "Choose your role" }).waitFor();
    await look("choose-role");
    await page.getByRole("button", { name: /Auditor/ }).click();
    await headed(page, "Overview");

    const hours = { accessHours: {}, reason: "Test" };
    await setAccess(administrator, userId, hours);
    const until = new Date(Date.now() + 8 * 60_000).toISOString();
    await administrator.done("POST", `/users/${userId}/on-call`, { until, reason: "A while" });
    await go("/");
    await page
      .getByText(/Your access hours end at/)
      .first()
      .waitFor();
    await look("access-ends-soon");

    await setAccess(administrator, userId, {});
    await setAccess(administrator, userId, hours);
    await page.reload();
    await page.getByRole("heading", { name: "Outside of your access hours" }).waitFor();
    await look("outside-hours");
    await go("/signin");
    await signInByMail(page, rio);
    await page
      .getByText(/Call Ada Okafor or another user manager of Lakeside Clinic/)
      .first()
      .waitFor();

    await setAccess(administrator, userId, { applications: ["administration"] });
    const version = String((await administrator.call("GET", "/practice")).headers["etag"]);
    await administrator.done("PATCH", "/practice", { applications: ["ehr"] }, { headers: { "if-match": version } });
    await setAccess(administrator, userId, { applications: ["ehr"] });
    await go("/signin");
    await signInByMail(page, rio);
    await page.getByRole("heading", { name: "You sign in elsewhere" }).waitFor();
    await page.getByText("Electronic health record").first().waitFor();
    await look("wrong-application");
    expect(complaints.filter((complaint) => !/status of 403/.test(complaint))).toEqual([]);
  },
);
