import { expect, inject, test } from "vitest";
import { browserVisits, headed } from "../kit/browser-visit.ts";
import { mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { lookAtState, lookIfLong, lookWhileLoading } from "../kit/page-states.ts";
import { aNewcomer } from "../kit/person.ts";
import { connectSftp, newKeyPair } from "../kit/sftp.ts";
import { putSftpAccount } from "../kit/sftp-account-row.ts";
import { secretLinkIn, shownPassword } from "../kit/sftp-links.ts";

const place = inject("place");
const visits = browserVisits();
const of = { screen: "desktop", scheme: "light" } as const;

test("by clicking: an account gets a password in four presses from the overview, its page says why a sign-in was refused, and its keys, rules and owner are changed", {
  timeout: 120_000,
}, async () => {
  const ada = aNewcomer("Ada", "Okafor");
  const cast = { administrator: ada, members: [aNewcomer("Ben", "Sato")], isSignedIn: true };
  const visit = await visits.practice(of, cast);
  const { page, administrator, members, complaints, go } = visit;
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const inDialog = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });
  const part = (name: string) => page.getByRole("link", { name, exact: true }).click();

  await lookWhileLoading(visit, {
    ...{
      path: "/sftp",
      api: /\/api\/v1\/sftp-accounts$/,
      failure: "The SFTP accounts could not be loaded",
      name: "sftp",
    },
  });
  await page.getByText("No SFTP accounts yet.").waitFor();
  await lookAtState(page, "sftp-empty");
  await button("Dismiss the explanation").click();

  const { accountId, username } = await putSftpAccount(administrator);
  await go("/");
  await part("Show SFTP accounts");
  await headed(page, "SFTP accounts");
  await button("How it works").waitFor();
  await page.getByText("Nobody can sign in: make a password, or add a public key.").waitFor();
  await lookAtState(page, "sftp");

  await button("New password for Theralytics").last().click();
  await inDialog("Send").click();
  await page.getByText("A new password for Theralytics is on its way").first().waitFor();
  await page.goto(secretLinkIn(await mailTo(place.toolsUrl, ada.email, ({ text }) => text.includes("/s#"))));
  await headed(page, "SFTP password");
  await lookIfLong(page, "sftp-reveal");
  await button("Show the password").click();
  const password = await shownPassword(page);
  await button("I have entered it").click();
  await headed(page, "Overview");
  await go(`/sftp/accounts/${accountId}`);
  await headed(page, "Theralytics");
  const { server } = await administrator.done("GET", `/sftp-accounts/${accountId}`);
  const signsIn = async (typed: string) => {
    const login = { address: `${server.host}:${server.port}`, username, password: typed };
    const connection = await connectSftp(login).catch(() => undefined);
    await connection?.end();
    return connection !== undefined;
  };
  expect([await signsIn(password), await signsIn("WRONG")]).toEqual([true, false]);
  await page.reload();
  await page.getByText(server.fingerprint).waitFor();
  await page.getByText(`sftp -P ${server.port} ${username}@${server.host}`).waitFor();
  await lookAtState(page, "sftp-connection");

  await part("Passwords and keys");
  await button("Add a key").click();
  await page.getByRole("textbox", { name: "Public key" }).fill("ssh-rsa AAAA");
  await inDialog("Add key").click();
  await page.getByText("Paste the one line of the .pub file").waitFor();
  await page.getByRole("textbox", { name: "Public key" }).fill(newKeyPair().public);
  await page.getByRole("textbox", { name: "Name" }).fill("claims server");
  await inDialog("Add key").click();
  await page.getByText("The key is added").first().waitFor();
  await button("Remove the key claims server").click();
  await inDialog("Remove key").click();
  await page.getByText("The key claims server is removed").first().waitFor();

  await go(`/sftp/accounts/${accountId}`);
  await part("Refused sign-ins");
  await page.getByText(/The password was wrong/).waitFor();
  await page.getByLabel("Address of the software").fill("203.0.113.9");
  await button("Test").click();
  await page.getByText("It would be let in with the right password or key.").waitFor();
  await lookAtState(page, "sftp-doctor");

  await part("Settings");
  await page.getByLabel("Allowed addresses").fill("203.0.113.0/33");
  await button("Save settings").click();
  await page.getByText(/is no address or range/).waitFor();
  await page.getByLabel("Allowed addresses").fill("203.0.113.0/24");
  await button("Save settings").click();
  await page.getByText("The settings of the SFTP account are saved").first().waitFor();
  expect(await signsIn(password), "this machine is not in the list").toBe(false);
  await page.getByRole("textbox", { name: "Silent days" }).fill("many");
  await button("Save rules for files").click();
  await page.getByText("Enter a number from 0 to 60.").waitFor();
  await page.getByRole("textbox", { name: "Silent days" }).fill("5");
  await button("Save rules for files").click();
  await page.getByText("The rules for files are saved").first().waitFor();
  const everybody = async () => (await administrator.done("GET", "/users?status=active")).items.length;
  await expect.poll(everybody, listed).toBe(2);
  await button("Hand over").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^New owner/ })
    .click();
  await page.getByRole("option", { name: "Ben Sato" }).click();
  await lookIfLong(page, "sftp-hand-over");
  await inDialog("Hand over").click();
  await page.getByText("Ben Sato answers for the SFTP account for Theralytics now").first().waitFor();
  await page.reload();
  await page.getByText("Ben Sato", { exact: true }).waitFor();
  await lookAtState(page, "sftp-settings");

  await button("Disable").click();
  await page.getByLabel("Reason").fill("Found by somebody else");
  await inDialog("Disable").click();
  await page.getByText("This account is disabled").waitFor();
  await lookIfLong(page, "sftp-disabled");
  await button("Enable").click();
  await page.getByLabel("Reason").fill("It is used again");
  await inDialog("Enable").click();
  await page.getByText("This account is disabled").waitFor({ state: "detached" });
  await go(`/sftp/accounts/${accountId}`);
  await part("History");
  await page.getByText("Found by somebody else").first().waitFor();
  await lookIfLong(page, "sftp-history");

  await go(`/users/${(await members[0]!.done("GET", "/session")).userId}`);
  await button("Disable").click();
  await page.getByRole("dialog").getByRole("link", { name: username }).waitFor();
  await lookIfLong(page, "sftp-consequences");

  const member = await visits.window(of, members[0]);
  await member.go("/sftp");
  await member.page.getByRole("heading", { name: "You cannot see this page" }).waitFor();
  expect([...complaints, ...member.complaints].filter((text) => !/status of 403/.test(text))).toEqual([]);
});
