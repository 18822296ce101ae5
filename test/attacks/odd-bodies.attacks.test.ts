import { beforeAll, expect, inject, test } from "vitest";
import { networkOf } from "../kit/burst.ts";
import { mailTo, tokenIn } from "../kit/inbox.ts";
import { aNewcomer, enrolTotp, goodPassword, Person, registerWith, signInAs } from "../kit/person.ts";
import { settledPractice } from "../kit/settled.ts";
import { identityCalls, resetIdentityCalls } from "../kit/tools-port.ts";

const place = inject("place");
let manager: Person;
const chief = aNewcomer("Odile", "Odd");
beforeAll(async () => {
  manager = await settledPractice(place, chief);
});

const signInBody = (password: string) => `{"identifier":"${chief.username}","password":${password}}`;

test.each([
  ["of a megabyte", JSON.stringify("x".repeat(1_000_000)), 413, "request.too-large"],
  ["of 257 characters", JSON.stringify("x".repeat(257)), 400, "request.invalid"],
  ["with a NUL", String.raw`"Violet\u0000Kettle-42"`, 400, "request.invalid"],
  ["with half a surrogate pair", String.raw`"Violet-Kettle-42-\ud800"`, 400, "request.invalid"],
  ["that is a list", `["${goodPassword}"]`, 400, "request.invalid"],
  ["that is a number", "1e999", 400, "request.invalid"],
])(
  "a password %s is refused at once, by its field, and neither evaluated nor counted (attack 14)",
  async (...[, password, status, code]) => {
    await resetIdentityCalls(place);
    const ask = () => new Person(place).call("POST", "/sign-in", signInBody(password), { from: networkOf(9) });
    const times: number[] = [];
    for (let number = 0; number < 9; number++) {
      const begun = performance.now();
      const answer = await ask();
      times.push(performance.now() - begun);
      expect([answer.status, answer.json.code]).toEqual([status, code]);
      if (status === 400) expect(answer.json.errors[0].pointer).toBe("/password");
    }
    // The floor of evaluated passwords is 400 ms: these are answered before anything is looked at.
    expect(Math.min(...times)).toBeLessThan(300);
    expect((await identityCalls(place))["AdminInitiateAuth"] ?? 0).toBe(0);
    expect((await signInAs(new Person(place), chief)).outcome).toBe("second-step");
  },
);

test("invitations of two practices to one address make two accounts that see nothing of each other (attack 28)", async () => {
  const other = await settledPractice(place, aNewcomer("Otto", "Odd"), { name: "Lakeside Clinic" });
  const { email } = aNewcomer("Twice", "Odd");
  const join = async (by: Person, practiceName: string) => {
    const who = { ...aNewcomer("Twice", "Odd"), email };
    await by.done("POST", "/invitations", { firstName: who.firstName, lastName: who.lastName, email });
    const mail = await mailTo(
      place.toolsUrl,
      email,
      ({ text }) => text.includes("/invite#") && text.includes(practiceName),
    );
    const person = new Person(place);
    await registerWith(person, who, tokenIn(mail));
    await signInAs(person, who);
    await enrolTotp(person);
    return { by, practiceName, session: await person.done("GET", "/session") };
  };
  const one = await join(manager, "Sunrise Family Practice");
  const two = await join(other, "Lakeside Clinic");
  for (const [account, stranger] of [
    [one, two],
    [two, one],
  ] as const) {
    expect(account.session.practiceName).toBe(account.practiceName);
    const { items } = await account.by.done("GET", "/users?limit=100");
    const found = items.filter((user: { email: string }) => user.email === email);
    expect(found.map(({ userId }: { userId: string }) => userId)).toEqual([account.session.userId]);
    const foreign = await account.by.call("GET", `/users/${stranger.session.userId}`);
    expect([foreign.status, foreign.json.code]).toEqual([404, "user.not-found"]);
  }
});
