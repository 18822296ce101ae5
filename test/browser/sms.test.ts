import { expect, inject, test } from "vitest";
import { defaultPolicy } from "../../shared/domain/policy.ts";
import { browserVisits, headed, otherLooks, typePassword } from "../kit/browser-visit.ts";
import { codeIn, mailTo } from "../kit/inbox.ts";
import { aNewcomer, aPhoneNumber, goodPassword, type Person } from "../kit/person.ts";
import { settledMember } from "../kit/settled.ts";

const place = inject("place");
const visits = browserVisits();

async function switchTextsOn(administrator: Person): Promise<void> {
  const version = String((await administrator.call("GET", "/practice/policy")).headers["etag"]);
  const body = { policy: { ...defaultPolicy, smsCodes: true }, reason: "Half of us have no smartphone" };
  await administrator.done("PUT", "/practice/policy", body, { headers: { "if-match": version } });
}

/** The newest code to this address or number. */
async function codeTo(to: string, after: number): Promise<string> {
  const isCode = ({ subject, at }: { subject: string; at: string }) =>
    /code|text message/i.test(subject) && Date.parse(at) >= after - 50;
  return codeIn(await mailTo(place.toolsUrl, to, isCode));
}

test.each(otherLooks)(
  "by clicking, $screen and $scheme: set a number in the profile, and sign in by text",
  async (of) => {
    const { administrator, page, complaints, context, go, look } = await visits.practice(of, {
      administrator: aNewcomer("Rita", "Okafor"),
    });
    await switchTextsOn(administrator);
    const lou = aNewcomer("Lou", "Tan");
    await settledMember(administrator, lou);
    await context.clearCookies();
    const begun = Date.now();
    await go("/signin");
    await typePassword(page, lou);
    await page.getByText("We mailed a code to").first().waitFor();
    await page.getByLabel("Code").fill(await codeTo(lou.email, begun));
    await page.getByRole("button", { name: "Verify" }).click();
    await headed(page, "Overview");
    await go("/me");
    const phone = aPhoneNumber();
    await page.getByRole("button", { name: "Text me a code" }).click();
    await page.getByText("Enter your number with its country").first().waitFor();
    await page.getByLabel("New mobile number").fill(`${phone.slice(0, 5)} ${phone.slice(5)}`);
    const asked = Date.now();
    await page.getByRole("button", { name: "Text me a code" }).click();
    await page.getByText("We texted a code to").first().waitFor();
    await look("phone-code");
    await page.getByLabel("Code", { exact: true }).fill(await codeTo(phone, asked));
    await page.getByRole("button", { name: "Confirm number" }).click();
    await page.getByText("Your phone number is confirmed").first().waitFor();
    await page
      .getByText(`•••• ${phone.slice(-4)}`)
      .first()
      .waitFor();
    await look("phone-confirmed");

    await context.clearCookies();
    await go("/signin");
    await typePassword(page, { ...lou, password: goodPassword });
    await page.getByText("We mailed a code to").first().waitFor();
    const changed = Date.now();
    await page.getByRole("button", { name: "Use a code by text message" }).click();
    await page.getByText("We texted a code to").first().waitFor();
    await look("sign-in-by-text");
    await page.getByLabel("Code").fill(await codeTo(phone, changed));
    await page.getByRole("button", { name: "Verify" }).click();
    await headed(page, "Overview");
    expect(complaints).toEqual([]);
  },
);
