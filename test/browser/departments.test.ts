import { expect, test } from "vitest";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: departments are added, a user is put into one, and it is emptied and archived",
  async (of) => {
    const ben = aNewcomer("Ben", "Sato");
    const cast = { administrator: aNewcomer("Ada", "Okafor"), members: [ben], isSignedIn: true };
    const { administrator, members, page, complaints, go, look } = await visits.practice(of, cast);
    const { userId } = await members[0]!.done("GET", "/session");
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

    await go("/departments");
    await page.getByText("No departments yet.").first().waitFor();
    await look("departments-none");
    for (const name of ["Front desk", "Radiology"]) {
      await page.getByLabel("New department").fill(name);
      await press("Add department");
      await page.getByText(`The department ${name} is added`).first().waitFor();
    }
    await page.getByLabel("New department").fill("RADIOLOGY");
    await press("Add department");
    await page
      .getByText(/has this name already/)
      .first()
      .waitFor();
    await page.getByLabel("New department").fill("");
    await press("Rename Radiology");
    await page.getByLabel("Name of the department").fill("Imaging");
    await look("departments-rename");
    await press("Save department");
    await page.getByRole("button", { name: "Rename Imaging" }).waitFor();

    await go(`/users/${userId}`);
    await press("Change the department");
    await press("Add a new department");
    await page.getByLabel("Name of the new department").fill("Billing");
    await press("Add department");
    await page.getByLabel("Name of the new department").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Department/ }).click();
    for (const name of ["None", "Selected Billing", "Front desk"])
      await page.getByRole("option", { name, exact: true }).waitFor();
    await page.getByRole("option", { name: "Imaging", exact: true }).click();
    await look("department-of-user");
    await press("Save department");
    await page.getByText("The department is saved").first().waitFor();
    await page.getByText("Imaging", { exact: true }).first().waitFor();

    const inList = async () => {
      const { items } = await administrator.done("GET", "/departments");
      const { departmentId } = items.find(({ name }: { name: string }) => name === "Imaging");
      return (await administrator.done("GET", `/users?department=${departmentId}`)).items.length;
    };
    await expect.poll(inList, listed).toBe(1);
    await go("/departments");
    await page.getByRole("link", { name: "1 user of Imaging" }).click();
    await headed(page, "Users");
    await page.getByRole("link", { name: "Ben Sato" }).waitFor();
    expect(await page.getByRole("link", { name: "Ada Okafor" }).count()).toBe(0);

    await go("/departments");
    await press("Archive Imaging");
    await page
      .getByText(/Only an empty department can be archived, so 1 user must move first/)
      .first()
      .waitFor();
    await press("Move 1 user and archive");
    await page.getByText("Choose a department.").first().waitFor();
    await page.getByRole("button", { name: /Choose a department/ }).click();
    await page.getByRole("option", { name: "Front desk", exact: true }).click();
    await look("departments-move");
    await press("Move 1 user and archive");
    await page.getByText("The department Imaging is archived").first().waitFor();
    await page.getByRole("button", { name: "Open again Imaging" }).waitFor();
    await page.getByRole("link", { name: "1 user of Front desk" }).waitFor();
    await look("departments");
    expect(complaints.filter((complaint) => !/status of 409/.test(complaint))).toEqual([]);
  },
);
