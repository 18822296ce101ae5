import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { browserVisits, headed } from "../kit/browser-visit.ts";
import { fileOfClaims } from "../kit/claims.ts";
import { handsOn } from "../kit/hands.ts";
import { mailTo } from "../kit/inbox.ts";
import { lookAtState, lookIfLong } from "../kit/page-states.ts";
import { aNewcomer } from "../kit/person.ts";
import { newKeyPair, openSsh } from "../kit/sftp.ts";
import { secretLinkIn, shownPassword } from "../kit/sftp-links.ts";
import { openVendor } from "../kit/vendor.ts";

const place = inject("place");
const visits = browserVisits();
const of = { screen: "desktop", scheme: "light" } as const;
const folder = mkdtempSync(join(tmpdir(), "gatehouse-whole-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const soon = { timeout: 20_000, interval: 250 } as const;

test("by clicking, and with OpenSSH's client: from the request to the first acknowledgement, a key, a new password, and why the old one is refused", {
  timeout: 120_000,
}, async () => {
  const ada = aNewcomer("Ada", "Whole");
  const visit = await visits.practice(of, { administrator: ada, isSignedIn: true });
  const { page, go, administrator, complaints } = visit;
  const { operator } = await openVendor(place, aNewcomer("Olu", "Brandt"));
  const support = await visits.window(of, operator);
  const [mine, theirs] = [handsOn(page), handsOn(support.page)];

  await go("/sftp/new");
  await mine.type("Contact for the software", "Rosa Lindgren");
  await page.getByLabel("Software", { exact: true }).fill("Thera");
  await page.getByRole("option", { name: "Theralytics" }).click();
  await mine.press("Send request");
  await headed(page, "Request for Theralytics");
  await support.go(`/operations/sftp-requests/${new URL(page.url()).pathname.split("/").at(-1)}`);
  await theirs.press("Approve");
  await theirs.confirm("Approve");
  await theirs.sees("The account for Theralytics is made");

  const letter = (words: string) => mailTo(place.toolsUrl, ada.email, ({ text }) => text.includes(words));
  await page.reload();
  await mine.follow("Open the account");
  await headed(page, "Theralytics");
  const account = new URL(page.url()).pathname;
  const accountId = account.split("/").at(-1);
  const { server, username } = await administrator.done("GET", `/sftp-accounts/${accountId}`);
  const login = { address: `${server.host}:${server.port}`, username };
  expect((await letter(username)).text).not.toContain("/s#");
  expect((await letter("/s#")).text).not.toContain(username);
  const links: string[] = [];
  const reveal = async () => {
    const isNew = ({ text }: { text: string }) => /\/s#/.test(text) && !links.includes(secretLinkIn({ text }));
    links.push(secretLinkIn(await mailTo(place.toolsUrl, ada.email, isNew)));
    await page.goto(links.at(-1) ?? "");
    await headed(page, "SFTP password");
    await mine.press("Show the password");
    const password = await shownPassword(page);
    if (links.length === 1) await lookAtState(page, "sftp-revealed");
    await mine.press("I have entered it");
    await headed(page, "Overview");
    return password;
  };
  const first = await reveal();

  const here = (name: string) => join(folder, name);
  writeFileSync(here("monday"), fileOfClaims({ claims: 40 }), "latin1");
  const odd = fileOfClaims({ claims: 3, controlNumber: 906 }).replace(/(CLM\*ACCT1\*)[^*]*/, "$1ten");
  writeFileSync(here("tuesday"), odd, "latin1");
  const put = await openSsh("sftp", { ...login, password: first }, [
    `put ${here("monday")} /inbound/monday.837.filepart`,
    "rename /inbound/monday.837.filepart /inbound/monday.837",
    `put ${here("tuesday")} /inbound/tuesday.837`,
  ]);
  expect([put.code, put.errors]).toEqual([0, ""]);
  const files = async () =>
    (await administrator.done("GET", `/sftp-accounts/${accountId}/files`)).items.map(
      ({ name, outcome }: Record<string, string>) => `${name} ${outcome}`,
    );
  await expect.poll(files, soon).toEqual(expect.arrayContaining(["monday.837 accepted", "tuesday.837 rejected"]));
  await go(`${account}/files`);
  await mine.sees("40 claims");
  await lookAtState(page, "sftp-files");
  await mine.press("Details of tuesday.837");
  await mine.sees(/^Segment \d+/);
  await lookIfLong(page, "sftp-file");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await mine.press("Details of monday.837");
  const answer = await page.getByText(/^999_/).innerText();

  await go(`${account}/passwords`);
  const pair = newKeyPair();
  await mine.press("Add a key");
  await mine.type("Public key", pair.public);
  await mine.type("Name", "claims server");
  await mine.confirm("Add key");
  await mine.sees("The key is added");
  const byKey = { ...login, privateKey: pair.private };
  const get = async () => (await openSsh("sftp", byKey, [`get /outbound/${answer} ${here("answer")}`])).code;
  await expect.poll(get, soon).toBe(0);
  expect(readFileSync(here("answer"), "latin1")).toContain("AK9*A*1*1*1~");
  await expect.poll(files, soon).toContain(`${answer} fetched`);
  const strange = { ...login, privateKey: newKeyPair().private };
  expect((await openSsh("sftp", strange, ["ls"])).code).toBe(255);

  await mine.press("New password for Theralytics");
  await mine.confirm("Send");
  await mine.sees("A new password for Theralytics is on its way");
  const second = await reveal();
  const codeOf = async (password: string, sourceIp: string) =>
    (await openSsh("sftp", { ...login, password, sourceIp }, ["ls"])).code;
  expect([await codeOf(second, "127.0.0.1"), await codeOf(first, "127.0.0.9")], "both let in").toEqual([0, 0]);
  await go(account);
  await mine.sees(/The older password is still used/);
  await mine.follow("See the passwords");
  await mine.sees("Older, and still used: lets in");
  await mine.sees("from 127.0.0.9");
  await lookAtState(page, "sftp-passwords");
  await mine.press("Retire the older password");
  await mine.sees("Something still signs in with it");
  await lookIfLong(page, "sftp-retire");
  await mine.confirm("Retire password");
  await mine.sees("The password is retired");
  expect([await codeOf(second, "127.0.0.1"), await codeOf(first, "127.0.0.9")]).toEqual([0, 255]);
  const { keys } = await administrator.done("GET", `/sftp-accounts/${accountId}`);
  expect(keys).toMatchObject([{ name: "claims server", lastUsed: { from: "127.0.0.1" } }]);
  await go(`${account}/doctor`);
  await mine.sees(/An old password was used that has been retired/);
  await mine.sees("The software offered a key that the account does not have. Add its public key.");
  await lookIfLong(page, "sftp-doctor-refused");
  await go(`${account}/history`);
  await mine.sees(/was refused at SFTP: an old password was used that has been retired$/);
  await mine.sees(/retired an SFTP password: made .* CST, last used \w+ \d+, \d+, .* from 127\.0\.0\.9$/);
  await lookIfLong(page, "sftp-history-whole");
  await go("/sftp");
  await mine.sees("Rosa Lindgren");
  await lookIfLong(page, "sftp-used");
  expect([...complaints, ...support.complaints]).toEqual([]);
});
