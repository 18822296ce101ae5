import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { isEveryCrash } from "../kit/crash-run.ts";
import { mailTo } from "../kit/inbox.ts";
import { end, isAnswering, leftBehind, type OwnStart, ownStart, soon } from "../kit/own-start.ts";
import { aNewcomer, bringIn, openPractice, Person, signInWithEmail, unique } from "../kit/person.ts";

const folders: string[] = [];
const running: OwnStart[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-kill-"));
  folders.push(folder);
  return folder;
};

afterEach(async () => {
  for (const start of running.splice(0))
    if (start.process.exitCode === null && !start.process.killed) await end(start, "SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function started(folder: string): Promise<OwnStart> {
  const start = await ownStart(folder);
  running.push(start);
  return start;
}

test("npm start killed under load: nothing acknowledged is lost, no process or port is left, and SIGINT ends the next", async () => {
  const folder = newFolder();
  const first = await started(folder);
  const mia = aNewcomer("Mia", "Chen");
  const manager = await bringIn(await openPractice(first, aNewcomer("Ada", "Okafor")), mia, ["user-manager"]);
  const acknowledged: string[] = [];
  let isOver = false;
  const writers = Array.from({ length: 3 }, async () => {
    while (!isOver) {
      const email = `${unique("guest")}@sunrise.example`;
      const body = { email, firstName: "Gus", lastName: "Guest" };
      const answer = await manager.call("POST", "/invitations", body).catch(() => undefined);
      if (answer?.status === 201) acknowledged.push(email);
    }
  });
  // By number and not by time: on a quick machine the next start would have a longer queue of letters than a code may wait for.
  await soon("thirty people are invited", () => acknowledged.length >= 30, 60);
  await end(first, "SIGKILL");
  isOver = true;
  await Promise.all(writers);
  await soon("no process is left", () => leftBehind(folder).length === 0);
  for (const url of [first.baseUrl, first.toolsUrl, ...Object.values(first.endpoints)])
    expect(await isAnswering(url)).toBe(false);

  const second = await started(folder);
  const back = new Person(second);
  await signInWithEmail(back, mia);
  const missing = async () => {
    const found = await allEmails(back);
    return acknowledged.filter((email) => !found.has(email));
  };
  // What the killed target had not followed yet, the next one follows from where the stream was left, or by its sweep.
  await expect.poll(missing, { timeout: 120_000, interval: 1000 }).toEqual([]);
  const leaseAndSweep = 120;
  for (const email of acknowledged) await mailTo(second.toolsUrl, email, undefined, leaseAndSweep);
  await endsWell(second, folder, "SIGINT");
}, 300_000);

test.runIf(isEveryCrash)("SIGTERM ends npm start with exit code 0 and leaves no process or port", async () => {
  const folder = newFolder();
  await endsWell(await started(folder), folder, "SIGTERM");
});

async function endsWell(start: OwnStart, folder: string, signal: "SIGINT" | "SIGTERM"): Promise<void> {
  expect(await isAnswering(`${start.baseUrl}/api/v1/health`)).toBe(true);
  expect(await end(start, signal)).toBe(0);
  await soon("no process is left", () => leftBehind(folder).length === 0);
  expect(await isAnswering(start.baseUrl)).toBe(false);
}

async function allEmails(person: Person): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor = "";
  do {
    const page = await person.done("GET", `/users?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    for (const { email } of page.items) found.add(email);
    cursor = page.nextCursor ?? "";
  } while (cursor);
  return found;
}
