import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { startStack } from "../../infra/local/stack.ts";
import { launch, openWindow, settled } from "../kit/browser.ts";
import { handsOn } from "../kit/hands.ts";

/** Takes the documents' pictures of the demo data, so that they never show what is no longer so. Needs a build and `npm run synth`. */
const folder = mkdtempSync(join(tmpdir(), "gatehouse-pictures-"));
const stack = await startStack({ assembly: "cdk.out", folder, quiet: true });
const browser = await launch();
try {
  mkdirSync("docs/pictures", { recursive: true });
  const { username, operator, password } = await seeded();
  const page = await signedIn(browser, { username, password }, "sign-in");
  await page.goto(`${stack.baseUrl}/users`);
  await page.getByRole("link", { name: "Chidi Anagonye" }).waitFor();
  await take(page, "users");
  await page.goto(`${stack.baseUrl}/audit`);
  await page.getByText("signed in").first().waitFor();
  await take(page, "audit");
  await approve(await signedIn(browser, { username: operator, password }));
  await page.goto(`${stack.baseUrl}/sftp`);
  await page.getByRole("link", { name: "Theralytics" }).click();
  await page.getByText("OpenSSH").waitFor();
  await take(page, "sftp");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`${stack.baseUrl}/users`);
  await page.getByRole("link", { name: "Chidi Anagonye" }).waitFor();
  await take(page, "users-dark");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await page.getByRole("link", { name: "Chidi Anagonye" }).waitFor();
  await take(page, "users-phone");
  await page.goto(stack.toolsUrl);
  await page.setViewportSize({ width: 1280, height: 800 });
  await take(page, "mailbox");
} finally {
  await browser.close();
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Makes the demo data. Not waited for in place: the functions that it calls run in this process. */
async function seeded(): Promise<{ username: string; operator: string; password: string }> {
  const { baseUrl, toolsUrl, endpoints, outputs } = stack;
  const words = ["test/demo/seed.ts", baseUrl, toolsUrl, endpoints.lambda, JSON.stringify(outputs)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const [, username = "", password = ""] = /sign in as\s+(\S+)\s+\/\s+(\S+)/.exec(stdout) ?? [];
  const [, operator = ""] = /as operator\s+(\S+)/.exec(stdout) ?? [];
  return { username, operator, password };
}

/** A window of somebody who signed in. @param pictured the name of a picture of the page where he does */
async function signedIn(
  from: Browser,
  { username, password }: { username: string; password: string },
  pictured?: string,
): Promise<Page> {
  const { page } = await openWindow(from, "desktop", "light");
  await page.goto(`${stack.baseUrl}/signin`);
  if (pictured) await take(page, pictured);
  await page.getByLabel("Username or e-mail").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code").fill(await codeOf(username));
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  return page;
}

/** The operator approves the request that the demo data hold. */
async function approve(page: Page): Promise<void> {
  const hands = handsOn(page);
  await page.goto(`${stack.baseUrl}/operations/sftp-requests`);
  await hands.follow("Sunrise Family Practice: Theralytics");
  await hands.press("Approve");
  await hands.confirm("Approve");
  await hands.sees("The account for Theralytics is made");
}

/** The account's current authenticator code, as the mailbox page shows it; enrolment used the step before. */
async function codeOf(username: string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 31_000));
  const shown = (await (await fetch(`${stack.toolsUrl}/api/authenticators`)).json()) as {
    label: string;
    code: string;
  }[];
  return shown.find(({ label }) => label === username)?.code ?? "";
}

async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: `docs/pictures/${name}.png` });
}
