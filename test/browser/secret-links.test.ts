import { expect, inject, test } from "vitest";
import { browserVisits, headed, type Visit } from "../kit/browser-visit.ts";
import { codeIn, mailTo } from "../kit/inbox.ts";
import { lookAtState } from "../kit/page-states.ts";
import { aNewcomer, type Person, unique } from "../kit/person.ts";
import { connectSftp, newKeyPair } from "../kit/sftp.ts";
import { putSftpAccount } from "../kit/sftp-account-row.ts";
import { secretLinkIn, shownPassword } from "../kit/sftp-links.ts";

const place = inject("place");
const visits = browserVisits();
const of = { screen: "desktop", scheme: "light" } as const;

/** Hands the account to somebody outside. @returns the link in his mail */
async function handedTo(email: string, by: Person, accountId: string): Promise<string> {
  const recipient = { name: "Vera Vendor", email };
  const intention = { headers: { "idempotency-key": crypto.randomUUID() } };
  await by.done("POST", `/sftp-accounts/${accountId}/secrets`, { recipient }, intention);
  return secretLinkIn(await mailTo(place.toolsUrl, email, ({ text }) => text.includes("/s#")));
}

/** Opens the link and proves to read the mailbox. */
async function withCode({ page }: Visit, link: string, email: string): Promise<void> {
  await page.goto(link);
  await headed(page, "SFTP access for Theralytics");
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await page.getByLabel("Code").waitFor();
  const mail = await mailTo(place.toolsUrl, email, ({ subject }) => subject.startsWith("Your code"));
  await page.getByLabel("Code").fill(codeIn(mail));
}

test("by clicking: somebody outside gives his public key with a hand-off link, or sees a password once; a second opener is told that it was used", {
  timeout: 90_000,
}, async () => {
  const visit = await visits.practice(of, { administrator: aNewcomer("Ada", "Okafor") });
  const { page, administrator, complaints } = visit;
  const { accountId, username } = await putSftpAccount(administrator);
  const { server } = await administrator.done("GET", `/sftp-accounts/${accountId}`);
  const login = { address: `${server.host}:${server.port}`, username };
  const address = () => `${unique("vera")}@vendor.example`;

  const first = address();
  const link = await handedTo(first, administrator, accountId);
  await page.goto(link);
  await headed(page, "SFTP access for Theralytics");
  expect(new URL(page.url()).hash, "the token leaves the address").toBe("");
  await lookAtState(page, "hand-off");
  await withCode(visit, link, first);
  await page.getByLabel("Public key").fill("-----BEGIN OPENSSH PRIVATE KEY-----");
  await page.getByRole("button", { name: "Give the key" }).click();
  await page.getByText("Paste the one line of the .pub file").waitFor();
  await lookAtState(page, "hand-off-key");
  const pair = newKeyPair();
  await page.getByLabel("Public key").fill(pair.public);
  await page.getByRole("button", { name: "Give the key" }).click();
  await page.getByText("The key is taken.").waitFor();
  await lookAtState(page, "hand-off-taken");
  await (await connectSftp({ ...login, privateKey: pair.private })).end();

  const second = address();
  const other = await handedTo(second, administrator, accountId);
  await withCode(visit, other, second);
  await page.getByRole("button", { name: "The software knows no keys: show a password instead" }).click();
  await lookAtState(page, "hand-off-password");
  await page.getByRole("button", { name: "Show the password" }).click();
  const password = await shownPassword(page);
  await lookAtState(page, "hand-off-shown");
  await (await connectSftp({ ...login, password })).end();
  await page.reload();
  await headed(page, "This link was used here");
  await page.getByRole("button", { name: "Show the password again" }).click();
  expect(await shownPassword(page), "a lost answer is shown again").toBe(password);
  await page.getByRole("button", { name: "I have entered it" }).click();
  await headed(page, "Done");

  const stranger = await visits.window(of);
  await stranger.page.goto(other);
  await headed(stranger.page, "This link was used");
  await lookAtState(stranger.page, "hand-off-used");
  await stranger.go("/s#no-such-link");
  await headed(stranger.page, "This link is not valid");
  expect([...complaints, ...stranger.complaints].filter((text) => !/status of 404/.test(text))).toEqual([]);
});
