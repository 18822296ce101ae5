import { expect, inject, test } from "vitest";
import { browserVisits, walks } from "../kit/browser-visit.ts";
import { networkOf } from "../kit/burst.ts";
import { aNewcomer, Person } from "../kit/person.ts";

const visits = browserVisits();
const pin = "83051649";

test.each(walks)(
  "by clicking, $screen and $scheme: set a PIN; a manager unlocks and resets the second step with what the caller says",
  async (of) => {
    const who = aNewcomer("Pia", "Caller");
    const cast = { administrator: aNewcomer("Sam", "Security"), members: [who], isSignedIn: true };
    const { page, go, look, complaints, members } = await visits.practice(of, cast);
    const { userId } = await members[0]!.done("GET", "/session");
    const own = await visits.window(of, members[0]);
    await own.go("/me");
    const newPin = own.page.getByRole("textbox", { name: "New PIN" });
    await newPin.fill("8765");
    await own.page.getByRole("button", { name: "Save PIN" }).click();
    await own.page.getByText("Choose 4 to 8 digits").first().waitFor();
    await own.look("pin-refused");
    await newPin.fill(pin);
    await own.page.getByRole("button", { name: "Show new PIN" }).click();
    expect(await newPin.getAttribute("type"), "shown, and not sent").toBe("text");
    await own.page.getByRole("button", { name: "Save PIN" }).click();
    await own.page.getByText("Your PIN is set").first().waitFor();
    await own.page.getByText("A new one ends it").first().waitFor();
    expect(await newPin.inputValue()).toBe("");

    const wrong = { identifier: who.username, password: "Wrong-Guess-1-Harbour" };
    for (let number = 0; number < 8; number++)
      await new Person(inject("place")).call("POST", "/sign-in", wrong, { from: networkOf(number) });
    await go(`/users/${userId}`);
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    const said = page.getByLabel("PIN the caller says");
    const confirm = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await page.getByText("Tries left: 6").first().waitFor();
    await said.fill("12");
    await confirm("Unlock");
    await page.getByText("Enter the 4 to 8 digits that the caller says").first().waitFor();
    await said.fill("83051640");
    await confirm("Unlock");
    await page.getByText("5 tries are left").first().waitFor();
    await page.getByText("Tries left: 5").first().waitFor();
    await look("pin-wrong");
    await said.fill(pin);
    await confirm("Unlock");
    await page.getByText("Pia Caller is unlocked").first().waitFor();

    await page.getByRole("button", { name: "Reset 2-step" }).click();
    await page.getByText("Tries left: 6").first().waitFor();
    await confirm("Reset 2-step");
    await page.getByText("or give the PIN above").first().waitFor();
    await look("pin-reset-second-step");
    await said.fill(pin);
    await confirm("Reset 2-step");
    await page.getByText("2-step of Pia Caller is reset").first().waitFor();
    await look("pin-on-user-page");
    expect([...own.complaints, ...complaints].filter((text) => !/status of 422/.test(text))).toEqual([]);
  },
);
