import { expect, test } from "vitest";
import { browserVisits, walks } from "../kit/browser-visit.ts";
import { aNewcomer } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: the company's settings are entered, pharmacies are added, changed and removed",
  async (of) => {
    const cast = { administrator: aNewcomer("Ada", "Okafor"), isSignedIn: true };
    const { administrator, page, complaints, go, look } = await visits.practice(of, cast);
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

    await go("/practice");
    await page.getByText("No pharmacy yet.").waitFor();
    await page.getByLabel("Further NPIs").fill("1245319599\n1245319598");
    await page.getByLabel("Tax id").fill("123456789");
    await page.getByLabel("Address", { exact: false }).first().fill("12 Shore Road\nEvanston, IL 60202");
    await page.getByLabel("Contact person").fill("Ada Okafor");
    await page.getByLabel("Contact phone").fill("+1 312 555 0147");
    await press("Save settings");
    await page.getByText(/At most ten NPIs/).waitFor();
    await page.getByLabel("Further NPIs").fill("1245319599");
    await press("Save settings");
    await page.getByText("The practice's settings are saved").waitFor();
    expect(await administrator.done("GET", "/practice")).toMatchObject({
      furtherNpis: ["1245319599"],
      taxId: "12-3456789",
      addressLines: ["12 Shore Road", "Evanston, IL 60202"],
      contact: { name: "Ada Okafor", phone: "+13125550147" },
    });

    await press("Add pharmacy");
    await page.getByLabel("Name of the pharmacy").fill("Lakeside Pharmacy");
    await page.getByLabel("NCPDP id").fill("123");
    await press("Save pharmacy");
    await page.getByText("An NCPDP id has 7 digits.").waitFor();
    await page.getByLabel("NCPDP id").fill("123-4567");
    await look("pharmacy-new");
    await press("Save pharmacy");
    await page.getByText("The pharmacy Lakeside Pharmacy is saved").waitFor();
    await page.getByText("NCPDP 1234567").waitFor();
    await press("Edit Lakeside Pharmacy");
    await page.getByLabel("Phone", { exact: false }).last().fill("+1 312 555 0199");
    await press("Save pharmacy");
    await page.getByText("NCPDP 1234567, +13125550199").waitFor();
    // As high as the page is: half a button under the top bar is no fault of the page.
    await page.setViewportSize({ ...page.viewportSize()!, height: 2600 });
    await look("practice");
    await press("Remove Lakeside Pharmacy");
    await page.getByText("No pharmacy yet.").waitFor();
    expect(complaints).toEqual([]);
  },
);
