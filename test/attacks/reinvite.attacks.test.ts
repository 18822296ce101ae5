import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { inviteCrowd } from "../kit/crowd.ts";
import { mailsTo, mailTo, tokenIn } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, goodPassword, Person, registerWith, signInAs, unique } from "../kit/person.ts";
import { amend, eventsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";

const place = inject("place");
const [hour, day] = [3600, 86_400];

let manager: Person;
let practiceId: string;
beforeAll(async () => {
  manager = await settledPractice(place, aNewcomer("Manager", "Reinvite"));
  practiceId = (await manager.done("GET", "/session")).practiceId;
});

/** Lets letters of an invitation have left so many seconds ago, the oldest first; it ends seven days after the last one. */
async function leftBefore(guest: Record<string, string>, ...seconds: readonly number[]): Promise<void> {
  const pk = `P#${practiceId}`;
  const ago = (count: number) => new Date(Date.now() - count * 1000).toISOString();
  const end = ago((seconds.at(-1) ?? 0) - 7 * day);
  await amend(
    "PRACTICE_TABLE",
    { pk, sk: `I#${guest["invitationId"]}` },
    { sentAts: seconds.map(ago), expiresAt: end },
  );
  await amend("PRACTICE_TABLE", { pk, sk: `U#${guest["userId"]}` }, { invitationExpiresAt: end });
}

const invite = async (by = manager, changes: Record<string, unknown> = {}) => {
  const { firstName, lastName, username, email } = aNewcomer("Gil", "Guest");
  const user = await by.done("POST", "/invitations", { firstName, lastName, email, ...changes });
  return { ...user, username } as Record<string, string> & { email: string };
};
const resend = (id: string | undefined, by = manager) => by.call("POST", `/invitations/${id}/resend`, {}, withKey());
const withKey = () => ({ headers: { "idempotency-key": randomUUID() } });
const edit = async (id: string | undefined, body: object, by = manager) => {
  const read = await by.call("GET", `/invitations/${id}`);
  const headers = { "if-match": String(read.headers["etag"]) };
  return by.call("PATCH", `/invitations/${id}`, body, { headers });
};
const lookUp = async (token: string) => {
  const { status, json } = await new Person(place).call("POST", "/registrations/lookup", { token });
  return status < 300 ? json.state : json.code;
};
const lettersTo = async (email: string) => await mailsTo(place.toolsUrl, email);
const newestToken = async (email: string, others: readonly string[] = []) =>
  tokenIn(
    await mailTo(place.toolsUrl, email, (mail) => mail.text.includes("/invite#") && !others.includes(tokenIn(mail))),
  );
const stateOf = async (id: string | undefined) => (await manager.done("GET", `/invitations/${id}`)).state;

describe("an invitation that is sent again", () => {
  test("has a new link for a full new lifetime, and the old link is dead (peers A2, A4) (attack 26)", async () => {
    const guest = await invite();
    const first = await newestToken(guest.email);
    await leftBefore(guest, 6 * day);
    const again = await resend(guest.invitationId);
    expect(again.status).toBe(200);
    const life = Date.parse(again.json.invitationExpiresAt) - Date.now();
    expect(Math.round(life / 86_400_000), "days from now, not from the first letter").toBe(7);
    expect(again.json).toMatchObject({ invitationSends: 2, registration: "invited" });
    const second = await newestToken(guest.email, [first]);
    expect(await lookUp(first)).toBe("invitation.link-invalid");
    expect(await lookUp(second)).toBe("open");
    const { username, firstName, lastName } = guest;
    const dead = { token: first, username, firstName, lastName, password: goodPassword };
    expect((await new Person(place).call("POST", "/registrations", dead, withKey())).json.code).toBe(
      "invitation.link-invalid",
    );
  });

  test("after it expired is open again: it never vanished, and sending it again resets its end (peers A1, A3)", async () => {
    const guest = await invite();
    const first = await newestToken(guest.email);
    await leftBefore(guest, 8 * day);
    expect(await lookUp(first)).toBe("expired");
    expect(await stateOf(guest.invitationId)).toBe("expired");
    const inList = async () =>
      (await manager.done("GET", `/users?search=${encodeURIComponent(guest.email)}&invitation=expired`)).items.length;
    await expect.poll(inList, listed).toBe(1);
    expect((await resend(guest.invitationId)).json).toMatchObject({ registration: "invited" });
    expect(await lookUp(await newestToken(guest.email, [first]))).toBe("open");
  });

  test("two hundred times leaves one letter: the rest hear from when on it is free (attack 31)", async () => {
    const guest = await invite();
    const at = Date.parse(guest["invitationSentAt"] ?? "");
    const answers = await atOnce(200, () => resend(guest.invitationId));
    expect(answers).toHaveLength(200);
    for (const { status, json, headers } of answers) {
      expect([status, json.code]).toEqual([429, "invitation.too-soon"]);
      expect(Number(headers["retry-after"])).toBeGreaterThan(500);
      expect(json.detail).toContain("It may be sent again from");
    }
    expect(Date.parse(guest["invitationFreeAt"] ?? "") - at).toBe(600_000);
    expect(await lettersTo(guest.email)).toHaveLength(1);
  });

  test("twenty times at once when it is free leaves one letter more (attack 31)", async () => {
    const guest = await invite();
    await newestToken(guest.email);
    await leftBefore(guest, 601);
    // A manager of his own: what comes too late counts among his letters of the hour.
    const hasty = await settledMember(manager, aNewcomer("Hal", "Hasty"), ["user-manager"]);
    const answers = await atOnce(20, () => resend(guest.invitationId, hasty));
    const codes = Object.groupBy(answers, ({ status, json }) => (status < 300 ? "sent" : json.code));
    expect(codes["sent"]).toHaveLength(1);
    for (const code of Object.keys(codes))
      expect(["sent", "invitation.too-soon", "request.changed-meanwhile", "request.busy"]).toContain(code);
    const log = await eventsOf(practiceId, guest["userId"]);
    expect(log.filter(({ action }) => action === "invitation.resent")).toHaveLength(1);
  });

  test("is sent five times a day at most, also hours apart (attack 31)", async () => {
    const guest = await invite();
    await leftBefore(guest, 9 * hour, 8 * hour, 7 * hour, 6 * hour, 5 * hour);
    const { status, json, headers } = await resend(guest.invitationId);
    expect([status, json.code]).toEqual([429, "invitation.too-soon"]);
    expect(Math.round(Number(headers["retry-after"]) / hour)).toBe(15);
    await leftBefore(guest, day + 60, 8 * hour, 7 * hour, 6 * hour, 5 * hour);
    expect((await resend(guest.invitationId)).status).toBe(200);
  });
});

test("an administrator sends twenty letters again in an hour, and hears from when on he may send the next (attack 31)", async () => {
  const busy = await settledMember(manager, aNewcomer("Bea", "Busy"), ["user-manager"]);
  const guests = [await invite(busy), await invite(busy), await invite(busy)];
  const answers = [];
  for (let number = 0; number < 21; number++)
    answers.push(await edit(guests[number % 3]!.invitationId, { email: aNewcomer("Gil", "Again").email }, busy));
  expect(answers.slice(0, 20).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  const { status, json, headers } = answers[20]!;
  expect([status, json.code]).toEqual([429, "invitation.too-many"]);
  expect(Number(headers["retry-after"])).toBeLessThanOrEqual(hour);
  const { email } = aNewcomer("Gil", "Colleague");
  expect((await edit(guests[2]!.invitationId, { email }, manager)).status, "a colleague's share is his own").toBe(200);
});

test("whoever is invited again while his invitation is open has it still: one row and one letter (peers A9)", async () => {
  const guest = await invite();
  await newestToken(guest.email);
  const again = await manager.done("POST", "/invitations", {
    email: guest.email.toUpperCase(),
    firstName: "Other",
    lastName: "Name",
  });
  expect([again.userId, again.invitationId]).toEqual([guest["userId"], guest.invitationId]);
  expect(await lettersTo(guest.email)).toHaveLength(1);
});

describe("an invitation that is corrected", () => {
  test("leaves at once for the new address, and the link at the old one is dead (peers A4) (attack 26)", async () => {
    const guest = await invite();
    const wrong = await newestToken(guest.email);
    const { email } = aNewcomer("Gil", "Right");
    const edited = await edit(guest.invitationId, { email });
    expect(edited.json).toMatchObject({ email, sends: 2, state: "queued" });
    expect(await lookUp(wrong)).toBe("invitation.link-invalid");
    const right = await newestToken(email);
    expect(await lookUp(right)).toBe("open");
    expect(await lettersTo(guest.email), "the wrong address hears no more").toHaveLength(1);
    const again = await manager.done("POST", "/invitations", {
      email: guest.email,
      firstName: "Other",
      lastName: "One",
    });
    expect(again.userId, "the wrong address is free").not.toBe(guest["userId"]);
  });

  test("with other roles is sent anew: a link never opens more or less than was last said (attack 26)", async () => {
    const guest = await invite();
    const first = await newestToken(guest.email);
    expect((await edit(guest.invitationId, { roles: ["auditor"] })).json.roles).toEqual(["auditor"]);
    expect(await lookUp(first)).toBe("invitation.link-invalid");
    await registerWith(
      new Person(place),
      { ...aNewcomer("Gil", "Auditor"), email: guest.email },
      await newestToken(guest.email, [first]),
    );
    const user = await manager.done("GET", `/users/${guest["userId"]}`);
    expect(user.roles).toEqual(["auditor"]);
  });

  test("with another name keeps its link, and no letter leaves", async () => {
    const guest = await invite();
    const token = await newestToken(guest.email);
    expect((await edit(guest.invitationId, { lastName: "Renamed" })).json).toMatchObject({
      lastName: "Renamed",
      sends: 1,
    });
    expect(await lookUp(token)).toBe("open");
  });

  test("cannot take the address of somebody else in the practice, and nothing changes (attack 29)", async () => {
    const [guest, other] = [await invite(), await invite()];
    const member = aNewcomer("Mia", "Member");
    await settledMember(manager, member);
    for (const email of [other.email, member.email]) {
      const { status, json } = await edit(guest.invitationId, { email });
      expect([status, json.code, json.errors?.[0]?.pointer]).toEqual([409, "user.email-taken", "/email"]);
    }
    expect(await manager.done("GET", `/invitations/${guest.invitationId}`)).toMatchObject({
      email: guest.email,
      sends: 1,
    });
    expect(await lookUp(await newestToken(guest.email))).toBe("open");
  });

  test("nobody grants what he lacks: a user manager redirects no administrator's invitation and hands out no more than he has (peers D3) (attack 36)", async () => {
    const below = await settledMember(manager, aNewcomer("Uma", "Below"), ["user-manager"]);
    const chief = await invite(manager, { roles: ["security-administrator"] });
    expect((await edit(chief.invitationId, { email: aNewcomer("Eve", "Own").email }, below)).json.code).toBe(
      "user.may-do-more",
    );
    const revoked = await below.call("DELETE", `/invitations/${chief.invitationId}`);
    expect(revoked.json.code).toBe("user.may-do-more");
    const guest = await invite(below);
    expect((await edit(guest.invitationId, { roles: ["security-administrator"] }, below)).json.code).toBe(
      "user.role-not-grantable",
    );
  });

  test("once registered is closed to managers: address, sending again and revoking are refused", async () => {
    const guest = await invite();
    await registerWith(
      new Person(place),
      { ...aNewcomer("Gil", "Done"), email: guest.email },
      await newestToken(guest.email),
    );
    expect((await edit(guest.invitationId, { email: aNewcomer("Eve", "Takes").email })).json.code).toBe(
      "invitation.used",
    );
    expect((await resend(guest.invitationId)).json.code).toBe("invitation.used");
    expect((await manager.call("DELETE", `/invitations/${guest.invitationId}`)).json.code).toBe("invitation.used");
  });

  test("of another practice answers as one that nobody has (attack 55)", async () => {
    const elsewhere = await settledPractice(place, aNewcomer("Otto", "Elsewhere"));
    const guest = await invite(elsewhere);
    for (const id of [guest.invitationId, "inv_01KAK5B7C9D1E3F5G7H9J1K3M5", "inv_x"]) {
      expect((await resend(id)).json.code).toBe("invitation.not-found");
      expect((await manager.call("GET", `/invitations/${id}`)).json.code).toBe("invitation.not-found");
      expect((await manager.call("DELETE", `/invitations/${id}`)).json.code).toBe("invitation.not-found");
    }
  });
});

test("a revoked invitation stays in the list, its link is dead, and its address can be invited anew", async () => {
  const guest = await invite();
  const token = await newestToken(guest.email);
  const revoked = await manager.done("DELETE", `/invitations/${guest.invitationId}`);
  expect(revoked).toMatchObject({ registration: "invitation-revoked", invitation: "revoked" });
  expect(await lookUp(token)).toBe("invitation.link-invalid");
  expect((await resend(guest.invitationId)).json.code).toBe("invitation.revoked");
  const anew = await manager.done("POST", "/invitations", { email: guest.email, firstName: "Gil", lastName: "Guest" });
  expect(anew.userId).not.toBe(guest["userId"]);
  expect(await lookUp(await newestToken(guest.email, [token]))).toBe("open");
  const found = async () =>
    (await manager.done("GET", `/users?search=${encodeURIComponent(guest.email)}&invitation=any`)).items
      .map(({ invitation }: { invitation: string }) => invitation === "revoked")
      .sort();
  await expect.poll(found, listed).toEqual([false, true]);
});

describe("the page of an expired link", () => {
  const ask = (token: string) => new Person(place).call("POST", "/registrations/new-link", { token }, withKey());

  test("sends a new link to the invited address only, once within the cool-down, and says the same of every link", async () => {
    const guest = await invite();
    const first = await newestToken(guest.email);
    const early = await ask(first);
    await inTheFuture(place, 8 * day, async () => {
      const answers = [
        early,
        await ask(first),
        await ask(first),
        await ask(`${first.slice(0, -3)}abc`),
        await ask("a.b.1.c"),
      ];
      for (const { status, text } of answers) expect([status, text]).toEqual([202, early.text]);
      expect(await lookUp(await newestToken(guest.email, [first]))).toBe("open");
    });
    expect(await lettersTo(guest.email)).toHaveLength(2);
    expect(await lookUp(first), "a wrong or old link changes nothing").toBe("invitation.link-invalid");
  });

  test("is open to whoever signs a practice up, too", async () => {
    const { email } = aNewcomer("Fay", "Late");
    await new Person(place).done("POST", "/practices", {
      company: { name: "Late Clinic", timeZone: "America/Chicago", email },
    });
    const first = await newestToken(email);
    await inTheFuture(place, 7 * day + 60, async () => {
      expect((await ask(first)).status).toBe(202);
      expect(await lookUp(await newestToken(email, [first]))).toBe("open");
    });
  });
});

describe("what became of the letter", () => {
  const simulated = (name: string) => `${name}+${unique("x").replace(".", "")}@simulator.amazonses.com`;
  const soon = { timeout: 5000, interval: 100 };

  test("is on the person's row within five seconds, and a bounce says why", async () => {
    const fine = await invite();
    await expect.poll(() => stateOf(fine.invitationId), soon).toBe("delivered");
    const guest = await invite(manager, { email: simulated("bounce") });
    await expect.poll(() => stateOf(guest.invitationId), soon).toBe("bounced");
    expect(await manager.done("GET", `/users/${guest["userId"]}`)).toMatchObject({
      invitation: "bounced",
      undeliverable: "bounced",
      deliveryReason: expect.stringContaining("user unknown"),
    });
    const inList = async () =>
      (await manager.done("GET", "/users?invitation=bounced")).items.map(({ userId }: { userId: string }) => userId);
    await expect.poll(inList, listed).toContain(guest["userId"]);
    const away = await invite(manager, { email: simulated("ooto") });
    await expect.poll(() => stateOf(away.invitationId), soon).toBe("delivered");
    const angry = await invite(manager, { email: simulated("complaint") });
    await expect.poll(() => stateOf(angry.invitationId), soon).toBe("complained");
  });

  test("to a suppressed address is never called delivered (attack 39)", async () => {
    const guest = await invite(manager, { email: simulated("suppressionlist") });
    await expect.poll(() => stateOf(guest.invitationId), soon).toBe("suppressed");
    expect((await eventsOf(practiceId, guest["userId"])).map(({ action }) => action)).not.toContain("mail.delivered");
  });

  test("refuses another letter to an address that bounced, with the reason, until it is corrected (attack 32)", async () => {
    const guest = await invite(manager, { email: simulated("bounce") });
    await expect.poll(() => stateOf(guest.invitationId), soon).toBe("bounced");
    await leftBefore(guest, hour);
    const { status, json } = await resend(guest.invitationId);
    expect([status, json.code]).toEqual([409, "invitation.undeliverable"]);
    expect(json.detail).toContain("user unknown");
    const { email } = aNewcomer("Gil", "Mended");
    expect((await edit(guest.invitationId, { email })).status).toBe(200);
    await expect.poll(() => stateOf(guest.invitationId), soon).toBe("delivered");
  });

  test("is forgotten when a security administrator says that the address works again, and by nobody else", async () => {
    const guest = await invite(manager, { email: simulated("bounce") });
    await expect.poll(() => stateOf(guest.invitationId), soon).toBe("bounced");
    const works = (by: Person) =>
      by.call("POST", `/users/${guest["userId"]}/address-works`, { reason: "Mailbox made" }, withKey());
    const below = await settledMember(manager, aNewcomer("Uma", "Manager"), ["user-manager"]);
    expect((await works(below)).json.code).toBe("session.forbidden");
    expect((await works(manager)).json.invitation).toBe("sent");
    await leftBefore(guest, hour);
    expect((await resend(guest.invitationId)).status).toBe(200);
    expect((await works(await settledPractice(place, aNewcomer("Otto", "Other")))).json.code).toBe("user.not-found");
  });
});

test("two practices invite one address and both are accepted: neither sees the other (attack 28)", async () => {
  const elsewhere = await settledPractice(place, aNewcomer("Otto", "Twin"), { name: "Lakeside Clinic" });
  const who = aNewcomer("Tia", "Twice");
  const [here, there] = await Promise.all(
    [manager, elsewhere].map((by) =>
      by.done("POST", "/invitations", { email: who.email, firstName: who.firstName, lastName: who.lastName }),
    ),
  );
  const linkOf = async (name: string) =>
    tokenIn(await mailTo(place.toolsUrl, who.email, ({ text }) => text.includes("/invite#") && text.includes(name)));
  const other = { ...who, username: unique("tia") };
  await registerWith(new Person(place), who, await linkOf("Sunrise"));
  await registerWith(new Person(place), other, await linkOf("Lakeside"));
  expect((await manager.call("GET", `/users/${there.userId}`)).json.code).toBe("user.not-found");
  expect((await elsewhere.call("GET", `/users/${here.userId}`)).json.code).toBe("user.not-found");
  expect((await elsewhere.call("GET", `/invitations/${here.invitationId}`)).json.code).toBe("invitation.not-found");
  expect((await signInAs(new Person(place), who)).outcome).toBe("second-step");
  expect((await signInAs(new Person(place), other)).outcome).toBe("second-step");
});

test("a wrong link changes nothing however often it comes, and the second click on a used one says so (peers A6, A8)", async () => {
  const [guest] = await inviteCrowd(manager, 1, "Clicked");
  const wrong = `${guest!.token.slice(0, -4)}AAAA`;
  for (let times = 0; times < 5; times++) expect(await lookUp(wrong)).toBe("invitation.link-invalid");
  expect(await lookUp(guest!.token)).toBe("open");
  await registerWith(new Person(place), guest!, guest!.token);
  expect(await lookUp(guest!.token), "already registered, sign in").toBe("registered");
});
