import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCsv } from "../../shared/csv/read-csv.ts";
import { writeCsv } from "../../shared/csv/write-csv.ts";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, unique } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: people are imported from a file in four steps, and the list is exported",
  async (of) => {
    const { page, administrator, complaints, go, look } = await visits.practice(of, {
      administrator: aNewcomer("Ada", "Okafor"),
      isSignedIn: true,
    });
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const stem = unique("people");
    const rows = Array.from({ length: 41 }, (_, at) => ["Ida", `Person ${at}`, `${stem}.${at}@sunrise.example`]);
    const file = (csv: string | Buffer) => ({ name: "team.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    const team = writeCsv([
      ["Given", "Surname", "E-mail"],
      ...rows,
      ["Bad", "Address", "nowhere"],
      ["", "Nameless", `${stem}.x@sunrise.example`],
      ["", "", ""],
    ]);

    await go("/users");
    await page.getByRole("link", { name: "Import CSV" }).click();
    await headed(page, "Import users");
    await page.getByLabel("CSV file").setInputFiles(file(Buffer.from([0x41, 0xff, 0x0a, 0x42])));
    await page.getByText("The file is not in UTF-8").waitFor();
    await look("import-file");
    await page.getByLabel("CSV file").setInputFiles(file(team));
    await press("Look at the rows");
    await page.getByText("Choose the column that holds this").waitFor();
    await look("import-columns");
    await page.getByRole("button", { name: /^First name/ }).click();
    await page.getByRole("option", { name: "Given" }).click();
    await press("Look at the rows");
    await page.getByRole("button", { name: "Create 41, skip 2" }).waitFor();
    await look("import-rows");
    await page.getByRole("checkbox", { name: "Only rows with errors (2)" }).check({ force: true });
    await page.getByText("E-mail must be an e-mail address").first().waitFor();
    await look("import-errors");
    const [errors] = await Promise.all([page.waitForEvent("download"), press("Download errors")]);
    const corrected = readCsv(readFileSync(await errors.path(), "utf8"));
    expect(corrected.isReadable && corrected.records[1]?.cells).toEqual([
      ...["Bad", "Address", "nowhere", "43"],
      "E-mail must be an e-mail address",
    ]);
    expect((await administrator.done("GET", "/user-counts")).all).toBe(1);
    // The first answer of the work is held back, so that the progress can be looked at; the page then is loaded anew.
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/continue", async (route) => {
      await held;
      await route.continue();
    });
    await press("Create 41, skip 2");
    await page.getByText("2 of 43 rows are done").waitFor();
    await look("import-progress");
    await page.unrouteAll({ behavior: "ignoreErrors" });
    letGo();
    await page.reload();
    await page.getByText("41 people are invited").waitFor();
    await page.getByText("Skipped: 2 with an error.").waitFor();
    await look("import-result");
    await page.getByRole("link", { name: "Go to the users" }).click();
    await headed(page, "Users");
    const count = async () => (await administrator.done("GET", "/user-counts")).all;
    await expect.poll(count, listed).toBe(42);

    await go("/users?search=person&sort=email&direction=descending");
    await page.getByRole("button", { name: "Export CSV" }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), press("Export CSV")]);
    await page.getByText("41 users are exported").waitFor();
    const saved = readCsv(readFileSync(await download.path(), "utf8"));
    const emails = saved.isReadable ? saved.records.slice(1).map(({ cells }) => cells[2]) : [];
    expect(emails).toEqual(
      rows
        .map(([, , email]) => email)
        .sort()
        .reverse(),
    );
    expect(complaints).toEqual([]);
  },
);
