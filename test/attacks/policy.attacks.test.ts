import { beforeAll, describe, expect, inject, test } from "vitest";
import { alarmLines } from "../../shared/config/alarm-lines.ts";
import { defaultPolicy, type Policy } from "../../shared/domain/policy.ts";
import { appearances, atOnce, networkOf, spoken } from "../kit/burst.ts";
import { registeredCrowd } from "../kit/crowd.ts";
import { exchange } from "../kit/http.ts";
import { mailTo } from "../kit/inbox.ts";
import { aNewcomer, goodPassword, Person, signInAs, unique } from "../kit/person.ts";
import { rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const minutes = 60;
const inside = "127.0.0.1";
const outside = "127.0.0.9";

async function savePolicy(person: Person, change: Partial<Policy>, reason?: string) {
  const { headers } = await person.call("GET", "/practice/policy");
  const body = { policy: { ...defaultPolicy, ...change }, ...(reason ? { reason } : {}) };
  return person.call("PUT", "/practice/policy", body, { headers: { "if-match": String(headers["etag"]) } });
}
/** What the functions printed that rings the alarm of spraying. */
const alarmingLines = async (): Promise<string[]> => {
  const lines: string[] = JSON.parse((await exchange({ method: "GET", url: inject("logUrl") })).text);
  return lines.filter((line) => line.includes(alarmLines.spraying));
};
const wrongPassword = (identifier: string, from: string) =>
  new Person(place).call("POST", "/sign-in", { identifier, password: "Wrong-Guess-1-Harbour" }, { from });

describe("a list of addresses (attack 17)", () => {
  let chief: Person;
  const who = aNewcomer("Ana", "Address");
  beforeAll(async () => {
    chief = await settledPractice(place, who);
  });

  test.each([["10.0.0.0/8"], ["127.0.0.2/31"], ["127.0.0.0/32"], ["::1"], ["::/0"], ["::ffff:127.0.0.2/127"]])(
    "of %s is refused, because it keeps its own saver out",
    async (range) => {
      const answer = await savePolicy(chief, { addresses: [range] });
      expect([answer.status, answer.json.code]).toEqual([422, "policy.address-excludes-you"]);
      expect(answer.json.errors[0].pointer).toBe("/policy/addresses");
      const foreseen = await chief.done("POST", "/practice/policy/effect", {
        policy: { ...defaultPolicy, addresses: [range] },
      });
      expect(foreseen).toMatchObject({ excludesYou: true, needsReason: false, effects: [{ setting: "addresses" }] });
    },
  );

  test.each([
    ["127.0.0.0/31", "127.0.0.0/31"],
    ["127.0.0.1", "127.0.0.1"],
    ["::FFFF:127.0.0.0/104", "127.0.0.0/8"],
    ["::ffff:7f00:1", "127.0.0.1"],
  ])("of %s is kept as %s", async (range, kept) => {
    const answer = await savePolicy(chief, { addresses: [range, kept] }, "Other than before");
    expect([answer.status, answer.json?.policy?.addresses]).toEqual([200, [kept]]);
  });

  test("of more than fifty, or with something that is none, is refused by name", async () => {
    const many = Array.from({ length: 51 }, (_, at) => `10.0.${at}.0/24`);
    expect((await savePolicy(chief, { addresses: many })).json.errors[0].pointer).toBe("/policy/addresses");
    const odd = await savePolicy(chief, { addresses: [inside, "127.0.0.01"] });
    expect([odd.status, odd.json.errors[0].pointer]).toEqual([400, "/policy/addresses/1"]);
  });

  test("holds at the password, after the second step, and on every request, whatever a header claims", async () => {
    expect((await savePolicy(chief, { addresses: [inside] }, "Other than before")).status).toBe(200);
    const claims: Readonly<Record<string, string>>[] = [
      {},
      { "x-forwarded-for": inside },
      { "x-forwarded-for": `${inside}, ${outside}` },
      { "x-forwarded-for": `::ffff:${inside}` },
      { forwarded: `for=${inside};proto=https` },
      { "x-real-ip": inside, "true-client-ip": inside, "cf-connecting-ip": inside, "x-client-ip": inside },
    ];
    const looks = [await wrongPassword(who.username, outside)];
    for (const headers of claims) {
      const saying = { headers, from: outside };
      expect((await twinOf(chief).call("GET", "/session", undefined, saying)).json.code).toBe("session.required");
      const body = { identifier: who.username, password: goodPassword };
      const right = await new Person(place).call("POST", "/sign-in", body, saying);
      expect(right.json.code).toBe("sign-in.refused");
      looks.push(right);
    }
    expect([...appearances(looks).values()]).toEqual([1 + claims.length]);
    expect((await chief.call("GET", "/session")).status, "the session itself goes on").toBe(200);
    const { items } = await chief.done("GET", "/audit-events?limit=50&action=sign-in.refused");
    const barred = items.filter(({ reason }: { reason: string }) => reason === "address");
    expect(barred).toHaveLength(claims.length);
    expect(new Set(barred.map(({ address }: { address: string }) => address))).toEqual(new Set([outside]));
    const half = new Person(place);
    await signInAs(half, who);
    const elsewhere = await half.call(
      "POST",
      "/sign-in/second-step",
      { method: "totp", code: "000000" },
      { from: outside },
    );
    expect([elsewhere.status, elsewhere.json.code]).toEqual([401, "second-step.expired"]);
  });
});

describe("weakening the policy", () => {
  let chief: Person;
  const who = aNewcomer("Wanda", "Weaker");
  const other = aNewcomer("Wim", "Watching");
  beforeAll(async () => {
    chief = await settledPractice(place, who);
    await settledMember(chief, other, ["security-administrator"]);
  });

  test("takes a reason, is told to every security administrator, and stands in the log with before and after", async () => {
    const change = { idleMinutes: 60, lockThreshold: 3 };
    const refused = await savePolicy(chief, change);
    expect([refused.status, refused.json.code, refused.json.errors[0].pointer]).toEqual([
      422,
      "policy.reason-required",
      "/reason",
    ]);
    expect((await savePolicy(chief, change, "Long consultations")).status).toBe(200);
    for (const { email } of [who, other]) {
      const mail = await mailTo(place.toolsUrl, email, ({ subject }) => subject.startsWith("Security policy weakened"));
      expect(mail.text).toContain("A session ends when idle for: 15 minutes, now 60 minutes");
      expect(mail.text).toContain("Long consultations");
      expect(mail.text).not.toContain("Wrong passwords forgiven");
    }
    const [line] = (await chief.done("GET", "/audit-events?action=policy.weakened")).items;
    const event = await chief.done("GET", `/audit-events/${line.eventId}`);
    expect(event).toMatchObject({
      reason: "Long consultations",
      changes: { idleMinutes: { before: 15, after: 60 }, lockThreshold: { before: 6, after: 3 } },
    });
  });

  test("is not what strengthening does: that needs no reason", async () => {
    expect((await savePolicy(chief, { lockThreshold: 3 })).status).toBe(200);
    const [line] = (await chief.done("GET", "/audit-events?action=policy.changed")).items;
    expect(line).toMatchObject({ outcome: "success" });
  });

  test("on an old version is refused", async () => {
    const saying = { headers: { "if-match": '"v1"' } };
    const answer = await chief.call("PUT", "/practice/policy", { policy: defaultPolicy, reason: "Old" }, saying);
    expect(answer.json.code).toBe("request.changed-meanwhile");
  });
});

describe("the policy drives the lock", () => {
  let chief: Person;
  const who = aNewcomer("Lou", "Lockwood");
  beforeAll(async () => {
    chief = await settledPractice(place, who);
    expect((await savePolicy(chief, { lockThreshold: 3, lockMinutes: [null, null] })).status).toBe(200);
  });

  test("until unlocked: the fourth wrong password locks a member, no time ends it, and the screen says why", async () => {
    const [member] = await registeredCrowd(chief, 1);
    const { username, userId } = member!;
    for (let number = 0; number < 6; number++) await wrongPassword(username, networkOf(number));
    const right = () => new Person(place).call("POST", "/sign-in", { identifier: username, password: goodPassword });
    await inTheFuture(place, 30 * 24 * 60 * minutes, async () => {
      expect((await right()).status).toBe(401);
    });
    const lock = await chief.done("GET", `/users/${userId}/lock`);
    expect(lock).toMatchObject({ isLocked: true, isDisabledUntilReset: false, passwordTries: 4, failuresInARow: 4 });
    expect(lock.lockedUntil).toBeUndefined();
    const shown = await chief.done("GET", `/users/${userId}`);
    expect([shown.status, shown.lockedUntil]).toEqual(["locked", undefined]);
    const mail = await mailTo(place.toolsUrl, member!.email, ({ subject }) => /lock/i.test(subject));
    expect(mail.text).toContain("Lock ends: When a user manager unlocks you");
    const reasons = lock.tries.map(({ reason }: { reason: string }) => reason);
    expect(reasons.filter((reason: string) => reason === "wrong")).toHaveLength(4);
    expect(reasons.filter((reason: string) => reason === "locked").length).toBeGreaterThanOrEqual(1);
    expect(lock.tries.at(-1)).toMatchObject({ address: networkOf(0), application: "administration" });
    await chief.done(
      "POST",
      `/users/${userId}/unlock`,
      {},
      { headers: { "idempotency-key": unique("key").replaceAll(".", "-") } },
    );
    const { isLocked, tries } = await chief.done("GET", `/users/${userId}/lock`);
    const isPast = ({ at }: { at: string }) => Date.parse(at) <= Date.now();
    expect([isLocked, tries.filter(isPast)]).toEqual([false, []]);
    expect((await right()).status).toBe(200);
  });

  test("the last security administrator is locked by time only", async () => {
    for (let number = 0; number < 5; number++) await wrongPassword(who.username, networkOf(number));
    const right = () =>
      new Person(place).call("POST", "/sign-in", { identifier: who.username, password: goodPassword });
    expect((await right()).status).toBe(401);
    await inTheFuture(place, 59 * minutes, async () => expect((await right()).status).toBe(401));
    await inTheFuture(place, 60 * minutes + 5, async () => expect((await right()).status).toBe(200));
  });
});

test("of wrong passwords over many accounts from one address a hundred are evaluated; then it is stopped, told once, and rings (attack 15)", async () => {
  const from = "127.0.77.77";
  const before = await alarmingLines();
  const answers = await atOnce(250, (number) => wrongPassword(unique(`spray${number}`), from));
  const byStatus = Map.groupBy(answers, ({ status }) => status);
  expect([byStatus.get(401)?.length, byStatus.get(429)?.length]).toEqual([100, 150]);
  expect(byStatus.get(429)![0]!.json.code).toBe("request.too-many");
  expect(Number(byStatus.get(429)![0]!.headers["retry-after"])).toBeGreaterThan(0);
  expect((await wrongPassword(unique("spray"), "127.0.77.78")).status, "another address goes on").toBe(401);
  const month = new Date().toISOString().slice(0, 7);
  const events = (await rowsOf("AUDIT_TABLE", `P#installation#${month}`)).filter(
    ({ action, address }) => action === "sign-in.spraying" && address === from,
  );
  expect(events).toHaveLength(1);
  const lines = (await alarmingLines()).slice(before.length);
  expect(lines, "the line that the alarm counts, without the address").toHaveLength(1);
  expect(lines[0]).not.toContain(from);
});

test("a practice behind one address signs in as often as it likes: right passwords are no failures", async () => {
  const chief = await settledPractice(place, aNewcomer("Nat", "Network"));
  const crowd = await registeredCrowd(chief, 5);
  const from = "127.0.78.78";
  const signIn = (number: number) =>
    new Person(place).call(
      "POST",
      "/sign-in",
      { identifier: crowd[number % 5]!.username, password: goodPassword },
      { from },
    );
  for (let group = 0; group < 8; group++)
    for (const { status } of spoken(await atOnce(15, signIn))) expect(status).toBe(200);
});
