import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { type CaughtMail, mailTo } from "../kit/inbox.ts";
import {
  aNewcomer,
  enrolEmail,
  goodPassword,
  type Newcomer,
  Person,
  registerFrom,
  signInAs,
  signInWithEmail,
  unique,
} from "../kit/person.ts";
import { eventsOf, lettersOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";

const place = inject("place");
let chief: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Moved"));
});

const practiceId = () => chief.cookies.get("__Host-gh")!.split(".")[0]!;
const idOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[1]!;
const saying = () => ({ headers: { "idempotency-key": randomUUID() } });
const ask = (person: Person, email: string) => person.call("POST", "/profile/email", { email }, saying());
const confirm = (person: Person, token: string) => person.call("POST", "/profile/email/confirm", { token }, saying());
const tokenIn = ({ text }: CaughtMail) => /\/me\/email#([\w.~-]+)/.exec(text)![1]!;
const linkTo = async (email: string) =>
  tokenIn(await mailTo(place.toolsUrl, email, ({ text }) => text.includes("/me/email#")));
const anAddress = () => `${unique("moved")}@sunrise.example`;

async function somebody(): Promise<{ who: Newcomer; person: Person; id: string }> {
  const who = aNewcomer("Mo", "Moved");
  const person = await settledMember(chief, who);
  return { who, person, id: idOf(person) };
}

describe("the own e-mail address", () => {
  test("changes with the link at the new address, told at both, and ends no session", async () => {
    const { who, person, id } = await somebody();
    const elsewhere = new Person(place);
    await signInAs(elsewhere, who);
    const address = anAddress();
    expect((await ask(person, address)).status).toBe(202);
    await mailTo(place.toolsUrl, who.email, ({ subject }) => /is to change/.test(subject));
    expect((await person.done("GET", "/profile")).email).toBe(who.email);
    const saved = await confirm(person, await linkTo(address));
    expect([saved.status, saved.json.email]).toEqual([200, address]);
    expect((await person.call("GET", "/profile")).status).toBe(200);
    for (const to of [who.email, address])
      await mailTo(place.toolsUrl, to, ({ subject }) => /address was changed/.test(subject));
    // The half-done sign-in got its code at the address before.
    expect((await elsewhere.call("POST", "/sign-in/second-step", { method: "email", code: "12345678" })).status).toBe(
      401,
    );
    const identified = (identifier: string) =>
      new Person(place).call("POST", "/sign-in", { identifier, password: goodPassword });
    expect([(await identified(address)).status, (await identified(who.email)).status]).toEqual([200, 401]);
    const events = await eventsOf(practiceId(), id);
    expect(events.find(({ action }) => action === "email.changed")).toMatchObject({
      changes: { email: { before: who.email, after: address } },
    });
  });

  test("of somebody else is neither taken nor told (attack 29)", async () => {
    const [{ who, person, id }, other] = [await somebody(), await somebody()];
    const [taken, free] = [await ask(person, other.who.email), await ask(person, anAddress())];
    expect([taken.status, taken.json]).toEqual([free.status, free.json]);
    expect((await lettersOf(practiceId(), id)).filter((letter) => letter === "confirm-email")).toHaveLength(1);
    expect((await person.done("GET", "/profile")).email).toBe(who.email);
    expect((await other.person.done("GET", "/profile")).email).toBe(other.who.email);
  });

  test("goes to whoever proves it first, of two who want one", async () => {
    const [one, two] = [await somebody(), await somebody()];
    const address = anAddress();
    await ask(one.person, address);
    const first = await linkTo(address);
    await two.person.done("POST", "/profile/email", { email: address }, saying());
    const second = tokenIn(
      await mailTo(place.toolsUrl, address, ({ text }) => text.includes("/me/email#") && !text.includes(first)),
    );
    const statuses = (await Promise.all([confirm(one.person, first), confirm(two.person, second)])).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const holders = (await rowsOf("PRACTICE_TABLE", `P#${practiceId()}`)).filter((row) => row["email"] === address);
    expect(holders.filter(({ sk }) => sk.startsWith("U#"))).toHaveLength(1);
  });
});

describe("the link to a new address", () => {
  test("is good once, for its owner, in its time, and as long as nothing newer was asked (attack 26)", async () => {
    const [{ person, who }, other] = [await somebody(), await somebody()];
    const [address, newer] = [anAddress(), anAddress()];
    await ask(person, address);
    const old = await linkTo(address);
    expect((await confirm(other.person, old)).json.code).toBe("email.link-invalid");
    await ask(person, newer);
    expect((await confirm(person, old)).json.code).toBe("email.link-invalid");
    const link = await linkTo(newer);
    await inTheFuture(place, 61 * 60, async () => {
      const late = new Person(place);
      await signInWithEmail(late, who);
      expect((await confirm(late, link)).json.code).toBe("email.link-invalid");
    });
    expect((await confirm(person, `${link}x`)).json.code).toBe("email.link-invalid");
    expect((await confirm(person, link)).status).toBe(200);
    expect((await confirm(person, link)).json.code).toBe("email.link-invalid");
  });

  test("is asked for with a step-up, and not without end", async () => {
    const { person, who } = await somebody();
    expect((await ask(person, who.email)).json.code).toBe("email.same");
    await inTheFuture(place, 10 * 60 + 5, async () => {
      expect((await ask(person, anAddress())).json.code).toBe("session.step-up-required");
    });
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push((await ask(person, anAddress())).status);
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
  });

  test("of an invitation that was open still registers the one who holds it", async () => {
    const { person } = await somebody();
    const invited = aNewcomer("Ina", "Moved");
    const { firstName, lastName, email } = invited;
    await chief.done("POST", "/invitations", { firstName, lastName, email });
    await ask(person, email);
    const ina = new Person(place);
    await registerFrom(ina, invited);
    await signInAs(ina, invited);
    expect(await enrolEmail(ina, email)).toBe("signed-in");
  });
});
