import { expect, test } from "vitest";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { aNewcomer, goodPassword, Person, signInAs, unique } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: a user is added in eight clicks, and Back loses nothing",
  async (of) => {
    const cast = { administrator: aNewcomer("Ada", "Okafor"), isSignedIn: true };
    const { administrator, page, complaints, go, look } = await visits.practice(of, cast);
    await administrator.done("POST", "/sites", { name: "Main office" });
    await go("/users");
    await page.getByRole("link", { name: "Add user" }).click();
    await headed(page, "Add user");
    let clicks = 0;
    const press = async (name: string) => {
      clicks += 1;
      await page.getByRole("button", { name, exact: true }).click();
    };
    const stepIs = (name: string) => page.getByRole("heading", { name, level: 2, exact: true }).waitFor();
    await look("new-user-login");
    await page.getByText("Advanced settings").click();
    await page.getByRole("button", { name: "Add a new department" }).click();
    await page.getByLabel("Name of the new department").fill("Front desk");
    await page.getByRole("button", { name: "Add department" }).click();
    await page.getByRole("button", { name: /^Department Front desk/ }).waitFor();
    await look("new-user-department");
    await press("Next");
    await stepIs("Contact information");
    await press("Next");
    await page.getByText("Enter the first name, at most 64 characters.").waitFor();
    clicks = 1;
    await page.getByLabel("First name").fill("Cleo");
    await page.getByLabel("Last name").fill("Marsh");
    const email = `${unique("cleo")}@sunrise.example`;
    await page.getByLabel("E-mail address").fill(email);
    await look("new-user-contact");
    await page.reload();
    await press("Next");
    expect(await page.getByLabel("First name").inputValue()).toBe("Cleo");
    clicks = 1;
    await press("Next");
    await stepIs("Sites");
    await page.getByText("Only at certain sites").waitFor();
    await press("Next");
    await stepIs("Billing information");
    await page.getByLabel("NPI").fill("1234567894");
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByText("Enter the ten digits of an NPI; its last one checks the others.").waitFor();
    await page.getByLabel("NPI").fill("1234567893");
    await look("new-user-billing");
    await press("Next");
    await stepIs("Review and create");
    await page.getByText(`an invitation goes to ${email}.`).waitFor();
    await look("new-user-review");
    await page.getByRole("button", { name: "Back", exact: true }).click();
    expect(await page.getByLabel("NPI").inputValue()).toBe("1234567893");
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await press("Create user");
    await headed(page, "Cleo Marsh");
    await page.getByText("Cleo Marsh was added").waitFor();
    expect(clicks).toBeLessThanOrEqual(8);
    await page.getByText("1234567893").waitFor();
    await page.getByText("Front desk").first().waitFor();
    await look("user-profile");
    expect(complaints).toEqual([]);
  },
);

test.each(walks)(
  "by clicking, $screen and $scheme: a one-time password is shown once, and the person is edited and has a history",
  async (of) => {
    const cast = { administrator: aNewcomer("Ada", "Okafor"), isSignedIn: true };
    const { administrator, page, complaints, go, look } = await visits.practice(of, cast);
    const username = unique("cleo");
    await go("/users/new");
    await page.getByText("Show me a one-time password").click();
    await page.getByLabel("Username").fill(cast.administrator.username);
    await page.getByLabel("Username").blur();
    await page.getByText("This username is taken. Choose another.").waitFor();
    await page.getByLabel("Username").fill(username);
    await page.getByLabel("Username").blur();
    await page.getByText("This username is free.").waitFor();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByLabel("First name").fill("Cleo");
    await page.getByLabel("Last name").fill("Marsh");
    for (const name of ["Next", "Next", "Next", "Create user"])
      await page.getByRole("button", { name, exact: true }).click();
    await headed(page, "Cleo Marsh was added");
    const password = await page.locator("code").innerText();
    await look("one-time-password");
    const stored = await page.evaluate(() => JSON.stringify(sessionStorage));
    expect(stored).not.toContain(password);
    expect(await signInAs(new Person(administrator.place), { username, password })).toMatchObject({ open: ["totp"] });
    expect(password).not.toBe(goodPassword);
    await page
      .getByRole("button", { name: "Open Cleo Marsh" })
      .or(page.getByRole("link", { name: "Open Cleo Marsh" }))
      .click();
    await headed(page, "Cleo Marsh");
    const userId = new URL(page.url()).pathname.split("/").at(-1)!;

    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("Title and credentials").fill("MD");
    await page.getByLabel("Id in Service center").fill("CH-77");
    await look("user-edit");
    const version = String((await administrator.call("GET", `/users/${userId}`)).headers["etag"]);
    await administrator.done("PATCH", `/users/${userId}`, { title: "RN" }, { headers: { "if-match": version } });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Somebody changed this in the meantime" }).waitFor();
    await look("user-conflict");
    await page.getByRole("button", { name: "Save yours over it" }).click();
    await page.getByText("The user is saved").waitFor();
    expect(await administrator.done("GET", `/users/${userId}`)).toMatchObject({
      title: "MD",
      externalIds: { "service-center": "CH-77" },
    });
    await page.getByText("CH-77").waitFor();

    await page.getByRole("link", { name: "History", exact: true }).click();
    await page
      .getByText(/ added a user with a one-time password/)
      .first()
      .waitFor();
    await page.getByRole("row", { name: /Title RN MD/ }).waitFor();
    await look("user-history");
    await page.getByRole("link", { name: "Security", exact: true }).click();
    await page.getByText("Handed over by a user manager").waitFor();
    await look("user-security");
    expect(complaints.filter((complaint) => !/status of 412/.test(complaint))).toEqual([]);
  },
);
