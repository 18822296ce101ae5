import { expect, inject, test } from "vitest";
import { mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import {
  aNewcomer,
  bringIn,
  enrolTotp,
  openPractice,
  Person,
  registerFrom,
  signInAs,
  signInWithTotp,
} from "../kit/person.ts";

const place = inject("place");

test("a practice signs up, its first person signs in with an authenticator, a colleague is invited and signs in, and the log tells it all (peers D1)", async () => {
  const ada = aNewcomer("Ada", "Okafor");
  const visitor = new Person(place);
  const asked = await visitor.done("POST", "/practices", {
    company: { name: "Lakeside Clinic", email: ada.email, timeZone: "America/Chicago", npi: "1234567893" },
    applications: ["administration", "ehr"],
    login: { firstName: "Ada", lastName: "Okafor" },
  });
  expect(asked).toEqual({ outcome: "confirm-address" });

  const letter = await mailTo(place.toolsUrl, ada.email);
  expect(letter.text).toContain("Lakeside Clinic");
  expect(letter.text).toContain(`${place.baseUrl}/invite#`);

  await registerFrom(visitor, ada);
  expect(await signInAs(visitor, ada)).toMatchObject({ outcome: "second-step", enrolled: [], open: ["totp"] });
  await enrolTotp(visitor);
  const session = await visitor.done("GET", "/session");
  expect(session).toMatchObject({
    username: ada.username,
    practiceName: "Lakeside Clinic",
    roles: ["security-administrator", "user-manager"],
  });

  const ben = aNewcomer("Ben", "Sato");
  const colleague = await bringIn(visitor, ben);
  expect((await colleague.done("GET", "/session")).username).toBe(ben.username);
  expect((await colleague.call("GET", "/users")).status).toBe(403);

  const both = [
    { lastName: "Okafor" },
    { lastName: "Sato", status: "active", registration: "registered", secondStep: "email", email: ben.email },
  ];
  await expect.poll(async () => (await visitor.done("GET", "/users")).items, listed).toMatchObject(both);

  const log = await visitor.done("GET", "/audit-events?limit=100");
  const actions = log.items.map((event: { action: string }) => event.action);
  for (const action of [
    "practice.opened",
    "user.registered",
    "second-step.enrolled",
    "sign-in.succeeded",
    "user.invited",
    "mail.sent",
    "mail.delivered",
    "sign-in.code-sent",
  ])
    expect(actions).toContain(action);
  const invited = log.items.find((event: { action: string }) => event.action === "user.invited");
  expect(invited).toMatchObject({
    actorName: "Ada Okafor",
    subjectName: "Ben Sato",
    outcome: "success",
    address: "127.0.0.1",
  });
  const whole = await visitor.done("GET", `/audit-events/${invited.eventId}`);
  expect(whole.changes.email.after).toBe(ben.email);
  expect(whole.sessionId).toMatch(/^ses_/);

  expect((await visitor.call("POST", "/sign-out")).status).toBe(204);
  expect((await visitor.call("GET", "/session")).status).toBe(401);
  await signInWithTotp(visitor, ada);
  expect((await visitor.done("GET", "/session")).username).toBe(ada.username);
});

test("a practice that skipped every optional step finishes from its checklist", async () => {
  const eve = aNewcomer("Eve", "Marsh");
  const person = await openPractice(place, eve);
  const before = await person.call("GET", "/practice");
  const open = (checklist: { item: string; isDone: boolean }[]) =>
    checklist.filter(({ isDone }) => !isDone).map(({ item }) => item);
  expect(open(before.json.checklist)).toEqual([
    "applications",
    "npi",
    "department",
    "colleague",
    "second-administrator",
  ]);

  const changed = await person.call(
    "PATCH",
    "/practice",
    { npi: "1234567893", applications: ["administration", "service-center"] },
    { headers: { "if-match": String(before.headers["etag"]) } },
  );
  expect(changed.status).toBe(200);
  expect(open(changed.json.checklist)).toEqual(["department", "colleague", "second-administrator"]);
  await person.done("POST", "/departments", { name: "Front desk" });
  await bringIn(person, aNewcomer("Noor", "Haddad"), ["security-administrator"]);
  expect(open((await person.done("GET", "/practice")).checklist)).toEqual([]);
});

test("two people who change the practice at once: the second is told and nothing of his is lost in silence", async () => {
  const person = await openPractice(place, aNewcomer("Ida", "Berg"));
  const etag = String((await person.call("GET", "/practice")).headers["etag"]);
  const first = await person.call("PATCH", "/practice", { name: "One" }, { headers: { "if-match": etag } });
  const second = await person.call("PATCH", "/practice", { name: "Two" }, { headers: { "if-match": etag } });
  expect([first.status, second.status]).toEqual([200, 412]);
  expect((await person.done("GET", "/practice")).name).toBe("One");
  expect((await person.call("PATCH", "/practice", { name: "Three" })).status).toBe(428);
});

test("a member sees and edits only the own profile", async () => {
  const manager = await openPractice(place, aNewcomer("Mia", "Chen"));
  const tom = aNewcomer("Tom", "Ode");
  const member = await bringIn(manager, tom);
  const profile = await member.call("GET", "/profile");
  expect(profile.json).toMatchObject({ firstName: "Tom", secondStep: "email", roles: ["member"] });
  const changed = await member.call(
    "PATCH",
    "/profile",
    { lastName: "Odé" },
    { headers: { "if-match": String(profile.headers["etag"]) } },
  );
  expect(changed.json.lastName).toBe("Odé");
  for (const path of ["/users", "/practice", "/audit-events"])
    expect((await member.call("GET", path)).status).toBe(403);
});
