import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { startStack } from "../../infra/local/stack.ts";
import { launch, openWindow } from "../kit/browser.ts";

/** Takes the documents' pictures of the demo data, so that they never show what is no longer so. Needs a build and `npm run synth`. */
const folder = mkdtempSync(join(tmpdir(), "gatehouse-pictures-"));
const stack = await startStack({ assembly: "cdk.out", folder, quiet: true });
const browser = await launch();
try {
  mkdirSync("docs/pictures", { recursive: true });
  // Not waited for in place: the functions it calls run in this process.
  const { stdout: seeded } = await promisify(execFile)(process.execPath, [
    "test/demo/seed.ts",
    stack.baseUrl,
    stack.toolsUrl,
  ]);
  const [, username = "", password = ""] = /sign in as\s+(\S+)\s+\/\s+(\S+)/.exec(seeded) ?? [];
  const { page, context } = await openWindow(browser, "desktop", "light");
  await page.goto(`${stack.baseUrl}/signin`);
  await take(page, "sign-in");
  await page.getByLabel("Username or e-mail").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code").fill(await codeOf(username));
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await page.goto(`${stack.baseUrl}/users`);
  await page.getByRole("link", { name: "Chidi Anagonye" }).waitFor();
  await take(page, "users");
  await page.goto(`${stack.baseUrl}/audit`);
  await page.getByText("signed in").first().waitFor();
  await take(page, "audit");
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
  await context.close();
} finally {
  await browser.close();
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
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
  await page.waitForTimeout(600);
  await page.screenshot({ path: `docs/pictures/${name}.png` });
}
