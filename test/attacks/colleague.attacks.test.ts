import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, type Newcomer, openPractice, type Person, unique } from "../kit/person.ts";
import { eventsOf, likeness, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");
let manager: Person;
let practiceId: string;
let elsewhere: Person;
const otto = aNewcomer("Otto", "Elsewhere");
beforeAll(async () => {
  manager = await settledPractice(place, aNewcomer("Manager", "Colleague"));
  practiceId = (await manager.done("GET", "/session")).practiceId;
  elsewhere = await settledPractice(place, otto, { name: "Elm Street Clinic" });
});

const bodyOf = ({ firstName, lastName, email }: Newcomer) => ({ firstName, lastName, email });
const invite = (who: Newcomer, by = manager) => by.done("POST", "/colleague-invitations", bodyOf(who));
const listOf = async (by: Person, email: string, filter = "&invitation=any") =>
  (await by.done("GET", `/users?search=${encodeURIComponent(email)}${filter}`)).items;
const edit = async (id: string, body: object) => {
  const { etag } = (await manager.call("GET", `/invitations/${id}`)).headers;
  return manager.call("PATCH", `/invitations/${id}`, body, { headers: { "if-match": String(etag) } });
};
const withKey = () => ({ headers: { "idempotency-key": randomUUID() } });
const awaited = async (email: string) => (await rowsOf("PRACTICE_TABLE", `COLLEAGUE#${email}`)).length;
const letterTo = (email: string) => mailTo(place.toolsUrl, email, ({ text }) => text.includes("/signup"));

test("a colleague whom two practices invited leaves both lists when he registers in his own, of which neither learns more (attack 28)", async () => {
  const cleo = aNewcomer("Cleo", "Marsh");
  const here = await invite(cleo);
  const there = await invite(cleo, elsewhere);
  expect(here).toMatchObject({ isColleague: true, roles: [], invitation: "queued", invitationSource: "console" });
  await expect.poll(async () => (await listOf(manager, cleo.email))[0]?.invitation, listed).toBe("delivered");
  await expect.poll(async () => (await listOf(elsewhere, cleo.email)).length, listed).toBe(1);
  expect(await listOf(manager, cleo.email, ""), "he is no user").toEqual([]);
  expect((await letterTo(cleo.email)).text).not.toContain("/invite#");

  const username = unique("founder");
  const founder = await openPractice(place, { ...cleo, username }, { name: "Lakeside Secret Practice" });
  const own = (await founder.done("GET", "/session")).practiceId;
  await expect.poll(async () => (await listOf(manager, cleo.email)).length, listed).toBe(0);
  await expect.poll(async () => (await listOf(elsewhere, cleo.email)).length, listed).toBe(0);
  expect(await awaited(cleo.email)).toBe(0);
  const events = await eventsOf(practiceId, here.userId);
  const actions = events.map(({ action }) => String(action)).filter((action) => action.startsWith("colleague."));
  expect(actions.toSorted()).toEqual(["colleague.invited", "colleague.registered"]);
  for (const secret of ["Lakeside", own, username]) expect(JSON.stringify(events)).not.toContain(secret);
  expect(Object.keys(events.at(-1) ?? {})).not.toContain("address");
  expect((await elsewhere.call("GET", `/invitations/${here.invitationId}`)).json.code).toBe("invitation.not-found");
  const again = await manager.call("POST", `/invitations/${there.invitationId}/resend`, {}, withKey());
  expect(again.json.code).toBe("invitation.not-found");
  expect((await manager.call("POST", "/invitations", bodyOf(cleo))).status, "his address is free here").toBe(201);
});

test("an address with an account elsewhere is answered, listed and written to like one that nobody has (attack 29)", async () => {
  const nobody = aNewcomer("Nils", "Elsewhere");
  const looksOf = async (who: Newcomer) => {
    const said = await invite(who);
    // How far the letter is by then goes on by itself.
    const { status, json, headers } = await edit(said.invitationId, { lastName: "Renamed" });
    delete json.state;
    const { subject, text } = await letterTo(who.email);
    const shown = async () => (await listOf(manager, who.email))[0];
    await expect.poll(shown, listed).toMatchObject({ invitation: "delivered", lastName: "Renamed" });
    const names = { email: who.email, first: who.firstName };
    return likeness([said, status, json, headers["etag"], subject, text, await listOf(manager, who.email)], names);
  };
  const normal = await looksOf(nobody);
  expect(JSON.parse(JSON.stringify(await looksOf(otto)).replaceAll(/col_\w+/g, "col"))).toEqual(
    JSON.parse(JSON.stringify(normal).replaceAll(/col_\w+/g, "col")),
  );
  const typed = await invite(aNewcomer("Tim", "Typo"));
  const moved = await invite(aNewcomer("Tom", "Typo"));
  const corrected = [
    await edit(typed.invitationId, { email: (await bringInElsewhere()).email }),
    await edit(moved.invitationId, { email: aNewcomer("Nora", "Nobody").email }),
  ];
  expect(corrected.map(({ status, json }) => [status, json.state, json.sends])).toEqual([
    [200, "queued", 2],
    [200, "queued", 2],
  ]);
});
async function bringInElsewhere(): Promise<Newcomer> {
  const member = aNewcomer("Mia", "Elsewhere");
  await settledMember(elsewhere, member);
  return member;
}

test("a colleague has one open invitation, gets no role, and nothing that is done with users finds him (attack 36)", async () => {
  const cleo = aNewcomer("Cleo", "Once");
  const { userId, invitationId } = await invite(cleo);
  expect((await invite({ ...cleo, firstName: "Other" })).invitationId).toBe(invitationId);
  const wider = await manager.call("POST", "/colleague-invitations", { ...bodyOf(cleo), roles: ["user-manager"] });
  expect(wider.status).toBe(400);
  const { json } = await edit(invitationId, { roles: ["member"] });
  expect([json.code, json.errors[0].pointer]).toEqual(["user.role-not-grantable", "/roles"]);
  for (const path of ["", "/roles", "/access", "/history", "/lock"])
    expect((await manager.call("GET", `/users/${userId}${path}`)).json.code, path).toBe("user.not-found");
  const disabled = await manager.call("POST", `/users/${userId}/disable`, { reason: "No reason" }, withKey());
  expect(disabled.json.code).toBe("user.not-found");
  const asMember = await manager.call("POST", "/invitations", bodyOf(cleo));
  expect([asMember.json.code, asMember.json.errors[0].pointer]).toEqual(["user.email-taken", "/email"]);
  const own = await manager.call("POST", "/colleague-invitations", { ...bodyOf(cleo), email: await ownAddress() });
  expect([own.json.code, own.json.errors[0].pointer]).toEqual(["user.email-taken", "/email"]);
});
const ownAddress = async () => (await manager.done("GET", "/profile")).email;

test("a colleague's invitation waits between letters, follows a corrected address, and ends when it is revoked (attacks 26, 31)", async () => {
  const cleo = aNewcomer("Cleo", "Wrong");
  const { userId, invitationId } = await invite(cleo);
  const soon = await manager.call("POST", `/invitations/${invitationId}/resend`, {}, withKey());
  expect([soon.status, soon.json.code]).toEqual([429, "invitation.too-soon"]);
  const right = aNewcomer("Cleo", "Right");
  expect((await edit(invitationId, { email: right.email })).json).toMatchObject({ email: right.email, sends: 2 });
  await letterTo(right.email);
  expect([await awaited(cleo.email), await awaited(right.email)]).toEqual([0, 1]);
  expect((await manager.call("DELETE", `/invitations/${invitationId}`)).json.invitation).toBe("revoked");
  expect(await awaited(right.email)).toBe(0);
  await openPractice(place, right, { name: "Lakeside" });
  const told = await eventsOf(practiceId, userId);
  expect(told.map(({ action }) => action)).not.toContain("colleague.registered");
  expect((await listOf(manager, right.email))[0]?.invitation, "it stays, revoked").toBe("revoked");
});

test("twenty letters to strangers an hour, and then no more (attack 31)", async () => {
  const busy = await settledMember(manager, aNewcomer("Bea", "Busy"), ["user-manager"]);
  const answers = [];
  for (let number = 0; number < 21; number++)
    answers.push(await busy.call("POST", "/colleague-invitations", bodyOf(aNewcomer("Sam", "Stranger"))));
  expect(answers.slice(0, 20).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
  expect([answers[20]?.status, answers[20]?.json.code]).toEqual([429, "invitation.too-many"]);
});
