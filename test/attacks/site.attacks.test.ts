import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { setAccess } from "../kit/hours.ts";
import { codeIn, mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, goodPassword, type Newcomer, Person, signInAs } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { twinOf } from "../kit/twin.ts";

/** SECURITY attack 53 with sites (role and site of a session), 55 (foreign site ids), 44 (a site lost mid-session). */
const place = inject("place");
const nobodys = "sit_01KAK3M2Q8R7S6T5V4W3X2Y1Z0";

async function addSite(administrator: Person, name: string): Promise<string> {
  return (await administrator.done("POST", "/sites", { name }, { headers: { "idempotency-key": randomUUID() } }))
    .siteId;
}

async function changeSite(administrator: Person, siteId: string, change: object) {
  const version = String((await administrator.call("GET", `/sites/${siteId}`)).headers["etag"] ?? '"v1"');
  return administrator.call("PATCH", `/sites/${siteId}`, change, { headers: { "if-match": version } });
}

/** Password and mailed code at an application, up to what both lead to. */
async function enterAs(who: Newcomer, application = "administration") {
  const person = new Person(place);
  const since = Date.now() - 50;
  await person.done("POST", "/sign-in", { identifier: who.username, password: goodPassword, application });
  const mail = await mailTo(
    place.toolsUrl,
    who.email,
    ({ subject, at }) => /code/i.test(subject) && Date.parse(at) >= since,
  );
  const entered = await person.done("POST", "/sign-in/second-step", { method: "email", code: codeIn(mail) });
  person.csrfToken = entered.session?.csrfToken;
  return { person, entered };
}

async function choose(person: Person, choice: object) {
  const answer = await person.call("POST", "/sign-in/choice", choice);
  person.csrfToken = answer.json?.session?.csrfToken ?? person.csrfToken;
  return answer;
}

/** A practice with a member who takes e-mail codes. */
async function aHouse() {
  const administrator = await settledPractice(place, aNewcomer("Ada", "Sites"));
  const mel = aNewcomer("Mel", "Member");
  const member = await settledMember(administrator, mel);
  const { userId, practiceId } = await member.done("GET", "/session");
  return { administrator, mel, member, userId, practiceId };
}
type House = Awaited<ReturnType<typeof aHouse>>;

describe("the sites of a practice", () => {
  let administrator: Person;
  beforeAll(async () => {
    administrator = await settledPractice(place, aNewcomer("Ada", "Sites"));
  });

  test("have names that differ by more than case, accents and blanks; a name given up is free again", async () => {
    const north = await addSite(administrator, "Clinique Élan");
    const twin = await administrator.call("POST", "/sites", { name: "  CLINIQUE  elan" });
    expect([twin.status, twin.json.code, twin.json.errors[0].pointer]).toEqual([409, "site.name-taken", "/name"]);
    expect((await changeSite(administrator, north, { name: "clinique élan" })).status).toBe(200);
    expect((await changeSite(administrator, north, { name: "North" })).status).toBe(200);
    const other = await addSite(administrator, "Clinique Elan");
    const taken = await changeSite(administrator, other, { name: "north" });
    expect([taken.status, taken.json.code]).toEqual([409, "site.name-taken"]);
    const { items } = await administrator.done("GET", "/sites");
    expect(items.map(({ name }: { name: string }) => name)).toEqual(["Clinique Elan", "North"]);
  });

  test("of one name are one, also when ten ask at once, and nobody's name is lost", async () => {
    const before = (await administrator.done("GET", "/sites")).items.length;
    const name = "Same at once";
    const answers = await Promise.all(Array.from({ length: 10 }, () => administrator.call("POST", "/sites", { name })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, json } of answers.filter((answer) => answer.status !== 201))
      expect(["site.name-taken", "request.changed-meanwhile", "request.busy"], `${status}`).toContain(json.code);
    const others = await Promise.all(
      ["One", "Two", "Three"].map((each) => administrator.call("POST", "/sites", { name: each })),
    );
    const added = others.filter(({ status }) => status === 201).length;
    const { items } = await administrator.done("GET", "/sites");
    expect(items).toHaveLength(before + 1 + added);
    const { userId } = await administrator.done("GET", "/session");
    const { sites } = await administrator.done("GET", `/users/${userId}/access`);
    expect(sites.map(({ name: each }: { name: string }) => each).sort()).toEqual(
      items.map(({ name: each }: { name: string }) => each).sort(),
    );
  });

  test("are changed on the version that was read, with an event each", async () => {
    const site = await addSite(administrator, "Versioned");
    const stale = { headers: { "if-match": '"v7"' } };
    const answer = await administrator.call("PATCH", `/sites/${site}`, { name: "Stale" }, stale);
    expect([answer.status, answer.json.code]).toEqual([412, "request.changed-meanwhile"]);
    await changeSite(administrator, site, { addressLines: ["1 Main Street"] });
    await changeSite(administrator, site, { isArchived: true });
    await changeSite(administrator, site, { isArchived: false, name: "Again" });
    const { practiceId } = await administrator.done("GET", "/practice");
    const events = await eventsOf(practiceId, site);
    expect(events.map(({ action, subjectName }) => [action, subjectName])).toEqual([
      ["site.added", "Versioned"],
      ["site.changed", "Versioned"],
      ["site.archived", "Versioned"],
      ["site.reopened", "Again"],
    ]);
    const bad = await administrator.call("POST", "/sites", { name: " ", addressLines: ["1", "2", "3", "4", "5"] });
    expect([bad.status, bad.json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()]).toEqual([
      400,
      ["/addressLines", "/name"],
    ]);
  });
});

describe("a person with more than one site", () => {
  let house: House;
  let north: string;
  let south: string;
  let foreign: string;
  beforeAll(async () => {
    house = await aHouse();
    foreign = await addSite(await settledPractice(place, aNewcomer("Fay", "Foreign")), "Foreign");
  });

  test("is asked for none while there is none, and for none while there is one", async () => {
    expect((await enterAs(house.mel)).entered.session.site).toBeUndefined();
    north = await addSite(house.administrator, "North");
    expect((await enterAs(house.mel)).entered.session.site).toEqual({ siteId: north, name: "North" });
    // Sessions from before go on.
    expect((await house.member.call("GET", "/session")).status).toBe(200);
  });

  test("chooses one after both proofs; a foreign site is answered as one that nobody has (attack 55)", async () => {
    south = await addSite(house.administrator, "South");
    const { person, entered } = await enterAs(house.mel);
    const sites = [
      { siteId: north, name: "North" },
      { siteId: south, name: "South" },
    ];
    expect(entered).toEqual({ outcome: "choose", roles: [], sites });
    expect(person.cookies.has("__Host-gh")).toBe(false);
    const refused = await Promise.all(
      [{ siteId: foreign }, { siteId: nobodys }, {}, { role: "member" }].map((choice) => choose(person, choice)),
    );
    for (const answer of refused)
      expect({ ...answer.json, instance: "" }).toEqual({ ...refused[0]!.json, instance: "" });
    expect([refused[0]!.status, refused[0]!.json.code]).toEqual([403, "sign-in.site-not-held"]);
    const { json } = await choose(person, { siteId: south });
    expect(json.session.site).toEqual({ siteId: south, name: "South" });
    const early = new Person(place);
    await signInAs(early, house.mel);
    expect((await choose(early, { siteId: south })).json.code).toBe("second-step.unavailable");
  });

  test("a foreign site is no site of a user, nor one to read or change (attack 55)", async () => {
    const { administrator, userId } = house;
    const give = (siteIds: string[]) => setAccess(administrator, userId, { siteIds });
    const [theirs, nobody] = [await give([north, foreign]), await give([north, nobodys])];
    expect([theirs.status, theirs.json.code, theirs.json.errors[0].pointer]).toEqual([
      422,
      "user.site-unknown",
      "/siteIds",
    ]);
    expect({ ...theirs.json, instance: "" }).toEqual({ ...nobody.json, instance: "" });
    expect((await administrator.done("GET", `/users/${userId}/access`)).siteIds).toEqual([]);
    for (const siteId of [foreign, nobodys, "sit_x", "x".repeat(2000)]) {
      expect((await administrator.call("GET", `/sites/${siteId}`)).json.code).toBe("site.not-found");
      expect((await changeSite(administrator, siteId, { name: "Mine" })).json.code).toBe("site.not-found");
    }
  });

  test("carries role and site in every event of the session, by the name of then (attack 53)", async () => {
    const { administrator, mel, practiceId } = house;
    const { person } = await enterAs(mel);
    const { json } = await choose(person, { siteId: north });
    const rename = async (lastName: string) => {
      const version = String((await person.call("GET", "/profile")).headers["etag"]);
      await person.done("PATCH", "/profile", { lastName }, { headers: { "if-match": version } });
    };
    await rename("Member-Lee");
    await changeSite(administrator, north, { name: "North wing" });
    await rename("Member");
    await person.call("POST", "/step-up", { password: goodPassword, method: "email", code: "00000000" });
    await person.done("POST", "/sign-out");
    const sessionId = (await eventsOf(practiceId, json.session.userId)).findLast(
      ({ action }) => action === "sign-in.signed-out",
    )?.["sessionId"];
    const events = (await eventsOf(practiceId)).filter((event) => event["sessionId"] === sessionId);
    expect(new Set(events.map(({ action }) => action))).toEqual(
      new Set([
        "sign-in.succeeded",
        "user.profile-changed",
        "sign-in.new-browser",
        "sign-in.attempted",
        "sign-in.refused",
        "sign-in.signed-out",
      ]),
    );
    for (const event of events)
      expect(event, String(event["action"])).toMatchObject({ siteId: north, roles: ["member"] });
    const changes = events.filter(({ action }) => action === "user.profile-changed");
    expect(changes.map(({ siteName }) => siteName)).toEqual(["North", "North wing"]);
    const log = await administrator.done(
      "GET",
      `/audit-events?actorId=${json.session.userId}&action=user.profile-changed`,
    );
    expect(log.items.map(({ siteName }: { siteName: string }) => siteName)).toEqual(["North wing", "North"]);
    const shown = await administrator.done("GET", `/audit-events/${log.items[0].eventId}`);
    expect(shown).toMatchObject({ siteId: north, siteName: "North wing", application: "administration" });
  });
});

describe("a change of role and site", () => {
  test("goes on by a new bearer in what is held at that moment, and is told with before and after (attack 40)", async () => {
    const { administrator, mel, userId, practiceId } = await aHouse();
    const north = await addSite(administrator, "North");
    const south = await addSite(administrator, "South");
    const foreign = await addSite(await settledPractice(place, aNewcomer("Fay", "Foreign")), "Foreign");
    const version = String((await administrator.call("GET", `/users/${userId}/roles`)).headers["etag"]);
    const roles = { roles: ["user-manager", "auditor", "member"], reason: "Reviews the log too" };
    await administrator.done("PUT", `/users/${userId}/roles`, roles, { headers: { "if-match": version } });
    const { person, entered } = await enterAs(mel);
    expect(entered).toMatchObject({
      roles: ["user-manager", "auditor"],
      sites: [{ name: "North" }, { name: "South" }],
    });
    for (const half of [{ role: "auditor" }, { siteId: north }, { role: "member", siteId: north }])
      expect((await choose(person, half)).status).toBe(403);
    await choose(person, { role: "auditor", siteId: north });
    expect((await person.done("GET", "/session")).choices).toEqual({
      roles: ["user-manager", "auditor"],
      sites: [
        { siteId: north, name: "North" },
        { siteId: south, name: "South" },
      ],
    });
    const change = (body: object, by = person) => by.call("POST", "/session/choice", body);
    for (const [body, code] of [
      [{ siteId: foreign }, "sign-in.site-not-held"],
      [{ siteId: nobodys }, "sign-in.site-not-held"],
      [{ role: "security-administrator" }, "sign-in.role-not-held"],
      [{ role: "member", siteId: south }, "sign-in.role-not-held"],
      [{}, "request.invalid"],
    ] as const)
      expect((await change(body)).json.code).toBe(code);
    const old = twinOf(person);
    const answer = await change({ role: "user-manager", siteId: south });
    expect([answer.status, answer.json.outcome]).toEqual([200, "changed"]);
    person.csrfToken = answer.json.csrfToken;
    expect(await person.done("GET", "/session")).toMatchObject({
      roles: ["user-manager", "member"],
      site: { siteId: south, name: "South" },
    });
    expect((await old.call("GET", "/session")).json.code).toBe("session.required");
    const told = (await eventsOf(practiceId, userId)).find(({ action }) => action === "session.changed");
    expect(told).toMatchObject({
      siteName: "North",
      roles: ["auditor", "member"],
      changes: {
        roles: { before: ["auditor", "member"], after: ["user-manager", "member"] },
        site: { before: "North", after: "South" },
      },
    });
    const twins = [twinOf(person), twinOf(person)];
    const both = await Promise.all(twins.map((twin) => change({ siteId: north }, twin)));
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe("a site that a person loses", () => {
  let house: House;
  let north: string;
  let south: string;
  beforeAll(async () => {
    house = await aHouse();
    north = await addSite(house.administrator, "North");
    south = await addSite(house.administrator, "South");
  });
  const give = (siteIds: string[]) => setAccess(house.administrator, house.userId, { siteIds });
  const isIn = async (person: Person) => (await person.call("GET", "/session")).json.code ?? "in";

  test("ends his sessions there with the next request, and none elsewhere (attack 44)", async () => {
    const { administrator, mel, member, userId } = house;
    const [one, two] = [await enterAs(mel), await enterAs(mel)];
    await choose(one.person, { siteId: north });
    await choose(two.person, { siteId: south });
    expect((await give([south])).status).toBe(200);
    expect([await isIn(one.person), await isIn(two.person)]).toEqual(["session.required", "in"]);
    // A session without a site proves none of his.
    expect(await isIn(member)).toBe("session.required");
    const alone = await enterAs(mel);
    expect(alone.entered.session.site).toEqual({ siteId: south, name: "South" });
    expect(await administrator.done("GET", `/users/${userId}/permissions`)).toMatchObject({
      sites: [{ siteId: south, name: "South" }],
      isLimitedToSites: true,
    });
  });

  test("meanwhile cannot be chosen any more", async () => {
    await give([north, south]);
    const { person } = await enterAs(house.mel);
    await give([south]);
    expect((await choose(person, { siteId: north })).json.session?.site.siteId).toBe(south);
  });

  test("is not archived while somebody's access names it; then it is read only", async () => {
    const { administrator, mel, userId } = house;
    const refused = await changeSite(administrator, south, { isArchived: true });
    expect([refused.status, refused.json.code]).toEqual([409, "site.in-use"]);
    await give([]);
    const { person } = await enterAs(mel);
    await choose(person, { siteId: south });
    expect(await isIn(person)).toBe("in");
    expect((await changeSite(administrator, south, { isArchived: true })).json).toMatchObject({
      isArchived: true,
      members: 0,
    });
    expect(await isIn(person)).toBe("session.required");
    expect((await give([south])).json.code).toBe("user.site-unknown");
    expect((await administrator.done("GET", `/users/${userId}/access`)).sites).toEqual([
      { siteId: north, name: "North" },
    ]);
    expect((await administrator.done("GET", "/sites")).items.map(({ name }: { name: string }) => name)).toEqual([
      "North",
      "South",
    ]);
  });

  test("moves its people to another first, who may be there already; then it is archived", async () => {
    const { administrator, mel, userId, practiceId } = house;
    const [east, west] = [await addSite(administrator, "East"), await addSite(administrator, "West")];
    const foreign = await addSite(await settledPractice(place, aNewcomer("Fay", "Foreign")), "Foreign");
    const move = (to: string) =>
      administrator.call("POST", `/sites/${east}/move`, { to }, { headers: { "idempotency-key": randomUUID() } });
    await give([east, west]);
    const { person } = await enterAs(mel);
    await choose(person, { siteId: east });
    for (const to of [foreign, nobodys, east])
      expect((await move(to)).json).toMatchObject({ code: "user.site-unknown", errors: [{ pointer: "/to" }] });
    await expect.poll(async () => (await move(west)).json.left, listed).toBe(0);
    expect((await administrator.done("GET", `/users/${userId}/access`)).siteIds).toEqual([west]);
    const membersOf = async (siteId: string) => (await administrator.done("GET", `/sites/${siteId}`)).members;
    expect([await membersOf(east), await membersOf(west)]).toEqual([0, 1]);
    expect(await isIn(person)).toBe("session.required");
    expect((await eventsOf(practiceId, east)).at(-1)).toMatchObject({
      action: "site.members-moved",
      changes: { site: { before: "East", after: "West" }, people: { after: 1 } },
    });
    expect((await changeSite(administrator, east, { isArchived: true })).status).toBe(200);
    await give([]);
  });

  test("cannot be archived and given at the same moment, ten times", async () => {
    for (let round = 0; round < 10; round++) {
      const site = await addSite(house.administrator, `Race ${round}`);
      const [archived, given] = await Promise.all([
        changeSite(house.administrator, site, { isArchived: true }),
        give([site]),
      ]);
      const both = archived.status === 200 && given.status === 200;
      expect(both, `${archived.text} ${given.text}`).toBe(false);
      await give([]);
    }
  });
});

test("a session of a clinical application at a site opens this console at none (attack 53)", async () => {
  const { administrator, mel, userId } = await aHouse();
  const version = String((await administrator.call("GET", "/practice")).headers["etag"]);
  await administrator.done("PATCH", "/practice", { applications: ["ehr"] }, { headers: { "if-match": version } });
  const siteIds = [await addSite(administrator, "North"), await addSite(administrator, "South")];
  await setAccess(administrator, userId, { applications: ["ehr"], siteIds });
  expect((await enterAs(mel)).entered).toEqual({ outcome: "wrong-application", applications: ["ehr"] });
  const { person } = await enterAs(mel, "ehr");
  const { json } = await choose(person, { siteId: siteIds[1] });
  expect(json.session).toMatchObject({ application: "ehr", site: { siteId: siteIds[1], name: "South" } });
  for (const path of ["/session", "/sites", "/profile", "/users"])
    expect((await person.call("GET", path)).json.code, path).toBe("session.forbidden");
});
