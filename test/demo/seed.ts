import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { exchange } from "../kit/http.ts";
import {
  bringIn,
  enrolTotp,
  type Newcomer,
  openPractice,
  Person,
  type Place,
  registerFrom,
  signInAs,
  signInWithEmail,
  signInWithTotp,
} from "../kit/person.ts";

/**
 * Demo data, made through the HTTP API only, as people would have made them: two practices and a user in every state there is.
 * Called by `npm start` with the console's and the mailbox's address; prints what it made, then the lines to show.
 * It needs the mailbox and the clock of the local target, and an address of this machine: no deployed stage takes it.
 */
const [baseUrl = "", toolsUrl = "", lambdaUrl = "", outputs = "{}"] = process.argv.slice(2);
const place: Place = { baseUrl, toolsUrl };
assertOnThisMachine(place);

const password = `Kettle-${randomBytes(3).toString("hex")}-Harbor-${randomBytes(2).toString("hex")}9`;
const person = (firstName: string, lastName: string, username: string, domain: string): Newcomer => ({
  firstName,
  lastName,
  username,
  email: `${username}@${domain}`,
  password,
});

const sunrise = (firstName: string, lastName: string, username: string) =>
  person(firstName, lastName, username, "sunrise.example");
const ada = sunrise("Ada", "Okafor", "ada.okafor");
const marisol = sunrise("Marisol", "Vega", "marisol");
const chidi = sunrise("Chidi", "Anagonye", "chidi");
const leilani = person("Leilani", "Kahale", "leilani", "pali.example");
const olu = person("Olu", "Brandt", "olu", "support.example");
const day = 86_400;

await daysAgo(20);
const admin = await openPractice(place, ada, {
  name: "Sunrise Family Practice",
  timeZone: "America/Chicago",
  npi: "1234567893",
});
const manager = await bringIn(admin, marisol, ["user-manager"]);
await bringIn(admin, sunrise("Søren", "Lindqvist", "soren"), ["auditor"]);
await daysAgo(9);
await again();
await invite(sunrise("Priya", "Raman", "priya"), "provider");
await daysAgo(2);
await again();
await invite(sunrise("Ben", "Sato", "ben"), "provider");
const frontDesk = await department("Front desk");
await department("Radiology");
await putInto(frontDesk, await bringIn(manager, chidi));
await putInto(frontDesk, manager);
await daysAgo(0);
await again();
await withoutSecondStep(sunrise("Yusuf", "Demir", "yusuf"));
await disable(await bringIn(manager, sunrise("Hana", "Suzuki", "hana")), "Left the practice at the end of the month");
await lockOut(chidi);
await foundSupport();
await openPractice(place, leilani, { name: "Pali Medical Group", timeZone: "Pacific/Honolulu" });

process.stdout.write(
  [
    "2 practices, 9 users in every state there is, and the vendor's support",
    `sign in as  ${ada.username}  /  ${password}`,
    `as operator  ${olu.username}  /  the same password`,
    "code for the second step: on the mailbox page, under Authenticators",
    "try next: unlock Chidi (locked), open Ben's invitation in the mailbox, read the audit log",
    "",
  ].join("\n"),
);

function assertOnThisMachine({ baseUrl: console_, toolsUrl: tools }: Place): void {
  const isOurs = [console_, tools].every((url) => URL.canParse(url) && new URL(url).hostname === "127.0.0.1");
  if (!isOurs) throw new Error("demo data are for the local target only: give its two addresses at 127.0.0.1");
}

/** Moves the clock of the functions, so that the data have a past. */
async function daysAgo(days: number): Promise<void> {
  const body = JSON.stringify({ offsetSeconds: -days * day });
  const headers = { "content-type": "application/json" };
  const { status, text } = await exchange({ method: "POST", url: `${place.toolsUrl}/api/clock`, headers, body });
  if (status >= 300) throw new Error(`the clock cannot be moved: ${status} ${text}`);
}

/** Sessions do not outlive days; the manager signs in with mailed codes, which need no waiting for the next one. */
async function again(): Promise<void> {
  manager.cookies.clear();
  manager.csrfToken = undefined;
  await signInWithEmail(manager, marisol);
}

async function invite({ firstName, lastName, email }: Newcomer, type: string): Promise<void> {
  await manager.done("POST", "/invitations", { firstName, lastName, email, type });
}

async function department(name: string): Promise<string> {
  return (await manager.done("POST", "/departments", { name })).departmentId;
}

async function putInto(departmentId: string, who: Person): Promise<void> {
  const { userId } = await who.done("GET", "/session");
  await manager.done("PUT", `/users/${userId}/department`, { departmentId });
}

async function withoutSecondStep(who: Newcomer): Promise<void> {
  await invite(who, "staff");
  await registerFrom(new Person(place), who);
  await signInAs(new Person(place), who);
}

/** As a cloud engineer does it, with `aws lambda invoke`; then the first operator registers, and a request waits for him. */
async function foundSupport(): Promise<void> {
  const name = (JSON.parse(outputs) as Record<string, string>)["FoundOperatorsFunction"] ?? "";
  const url = `${lambdaUrl}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const body = JSON.stringify({ email: olu.email, name: "Brandt Clearing" });
  const { json } = await exchange({ method: "POST", url, body });
  if (json?.outcome !== "link-mailed") throw new Error(`the first operator is not made: ${JSON.stringify(json)}`);
  const operator = new Person(place);
  await registerFrom(operator, olu);
  await signInAs(operator, olu);
  await enrolTotp(operator);
  admin.cookies.clear();
  admin.csrfToken = undefined;
  await signInWithTotp(admin, ada);
  const wish = { contactName: "Rosa Lindgren", softwareName: "Theralytics", claimType: "837P" };
  await admin.done("POST", "/sftp-requests", wish, { headers: { "idempotency-key": randomUUID() } });
}

async function disable(who: Person, reason: string): Promise<void> {
  const { userId } = await who.done("GET", "/session");
  await manager.done("POST", `/users/${userId}/disable`, { reason });
}

async function lockOut(who: Newcomer): Promise<void> {
  const guess = (n: number) =>
    new Person(place).call("POST", "/sign-in", { identifier: who.username, password: `Guess-${n}` });
  for (let n = 0; n < 7; n++) {
    const { status } = await guess(n);
    if (status !== 401) throw new Error(`a wrong password answered ${status}`);
    await pause(10);
  }
}
