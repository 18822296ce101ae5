import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import {
  amendUser,
  approve,
  bringInWithApp,
  cancel,
  designate,
  practiceOf,
  propose,
  registration,
  suspend,
  userIdOf,
  whole,
  yesterday,
} from "../kit/epcs.ts";
import { aNewcomer, type Person, recoveryCodesOf, signInAs } from "../kit/person.ts";
import { rowOf } from "../kit/put-back.ts";
import { amend, eventsOf, lettersOf, type Row } from "../kit/rows.ts";
import { settledPractice } from "../kit/settled.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");

/** A practice with two designated registrants, and a member who is to hold a mark. */
interface House {
  readonly chief: Person;
  readonly iris: Person;
  readonly irisId: string;
  readonly otto: Person;
  readonly ottoId: string;
  readonly nora: Person;
  readonly noraId: string;
}
async function aHouse(): Promise<House> {
  const chief = await settledPractice(place, aNewcomer("Ada", "Rule"));
  const [iris, otto, nora] = await Promise.all(
    ["Iris", "Otto", "Nora"].map((name) => bringInWithApp(chief, aNewcomer(name, "Rule"))),
  );
  await amendUser(iris!, registration("AB1234563"));
  await amendUser(otto!, registration("CD2345672"));
  const [irisId, ottoId, noraId] = await Promise.all([iris, otto, nora].map((person) => userIdOf(person!)));
  for (const userId of [irisId!, ottoId!]) expect((await designate(chief, userId)).status).toBe(200);
  return { chief, iris: iris!, irisId: irisId!, otto: otto!, ottoId: ottoId!, nora: nora!, noraId: noraId! };
}
let house: House;
beforeAll(async () => {
  house = await aHouse();
}, 90_000);

const proposed = async (by: Person, userId: string, own: object = {}) => {
  const answer = await propose(by, userId, own);
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
};
async function marks(by: Person): Promise<Row[]> {
  return (await by.done("GET", "/epcs")).places[0].marks;
}
const told = async (action: string): Promise<Row[]> =>
  (await eventsOf(practiceOf(house.chief))).filter((event) => event["action"] === action);
const codeOf = async (answer: Promise<{ json: { code?: string } }>) => (await answer).json.code;
/** Gives nora a mark by two people, or leaves the one she has. */
async function given(): Promise<void> {
  const { iris, otto, noraId } = house;
  const held = (await marks(iris)).find(({ userId }) => userId === noraId);
  if (held?.["isInForce"]) return;
  const answer = await approve(otto, await proposed(iris, noraId));
  expect(answer.status, answer.text).toBe(200);
}

describe("a mark is given", () => {
  test("by two people: one enters, another approves, both and the person are told, and the log has it", async () => {
    const { chief, iris, otto, nora, noraId } = house;
    const proposal = await proposed(iris, noraId);
    expect(await marks(chief), "entering gives nothing").toEqual([]);
    expect((await approve(otto, proposal)).status).toBe(200);
    expect(await marks(chief)).toMatchObject([
      { userId: noraId, mark: "epcs-enroller", isInForce: true, enteredBy: "Iris Rule", approvedBy: "Otto Rule" },
    ]);
    const granted = await told("epcs.granted");
    expect(granted).toMatchObject([{ subjectId: noraId, actorName: "Otto Rule" }]);
    expect(granted[0]!["changes"]).toMatchObject({
      enteredBy: { after: "Iris Rule" },
      mark: { after: "epcs-enroller" },
    });
    expect((await lettersOf(practiceOf(chief), noraId)).filter((name) => name === "epcs-changed")).toHaveLength(2);
    expect((await nora.done("GET", "/profile/phone")).mayTakeCodes, "no codes by text from now on").toBe(false);
    const { epcs } = await chief.done("GET", `/users/${noraId}/permissions`);
    expect(epcs).toEqual({ designatedAt: [], marks: [{ mark: "epcs-enroller", place: "Sunrise Family Practice" }] });
    expect(await codeOf(propose(iris, noraId, { mark: "epcs-approver" })), "never both").toBe("epcs.mark-other");
  });

  test("never by who entered it, whose mark it is, or a second account of the same registrant (attack 71)", async () => {
    const { chief, iris, irisId, otto, ottoId, noraId } = house;
    await given();
    const own = await proposed(iris, noraId, { kind: "revoke" });
    expect(await codeOf(approve(iris, own))).toBe("epcs.own-proposal");
    const about = await proposed(iris, ottoId, { mark: "epcs-approver" });
    expect(await codeOf(approve(otto, about)), "nor the subject").toBe("epcs.own-proposal");
    expect(await codeOf(propose(iris, irisId)), "nor for himself").toBe("user.own-account");
    const twin = await bringInWithApp(chief, aNewcomer("Irina", "Rule"));
    await amendUser(twin, registration("AB1234563"));
    expect((await designate(chief, await userIdOf(twin))).status).toBe(200);
    expect(await codeOf(approve(twin, own)), "the same DEA number").toBe("epcs.own-proposal");
    await amendUser(iris, { deaNumber: "EF3456781" });
    expect(await codeOf(approve(twin, own)), "also when the enterer's was changed since").toBe("epcs.own-proposal");
    await amendUser(iris, { deaNumber: "AB1234563" });
    const before = await userRowEpcs(iris);
    const held = { mark: "epcs-approver", proposalId: "p", enteredBy: "x", approvedBy: "y", grantedAt: "2026-01-01" };
    await amendUser(iris, { epcs: { designatedAt: [], marks: { [whole]: held } } });
    expect(await codeOf(approve(iris, own)), "nor after a swap of roles").toBe("epcs.own-proposal");
    await amendUser(iris, { epcs: before });
    expect((await designate(chief, await userIdOf(twin), { isDesignated: false })).status).toBe(200);
    const refused = (await told("epcs.refused")).map(({ reason, outcome }) => [reason, outcome]);
    expect(refused.filter(([reason]) => reason === "epcs.own-proposal")).toHaveLength(5);
    for (const each of [own, about]) await cancel(iris, each);
  });

  async function userRowEpcs(person: Person): Promise<unknown> {
    const { rowsOf } = await import("../kit/rows.ts");
    const id = await userIdOf(person);
    return (await rowsOf("PRACTICE_TABLE", `P#${practiceOf(person)}`)).find(({ sk }) => sk === `U#${id}`)?.["epcs"];
  }

  test("only while the approver is able to at that moment (attack 72)", async () => {
    const { chief, iris, otto, ottoId, noraId } = house;
    await given();
    const proposal = await proposed(iris, noraId, { kind: "revoke" });
    const losses: [string, object, object][] = [
      ["the DEA registration", { deaExpiresOn: yesterday() }, {}],
      ["the DEA number", { deaNumber: undefined }, {}],
      ["the licence", { licenceExpiresOn: yesterday() }, {}],
      ["being a provider", { type: "staff" }, {}],
      ["the authenticator app", { secondStep: "email" }, { secondStep: "totp" }],
      [
        "a factor that is being reset",
        { secondStepResetAt: new Date().toISOString() },
        { secondStepResetAt: undefined },
      ],
    ];
    for (const [what, lost, back] of losses) {
      await amendUser(otto, lost);
      expect(await codeOf(approve(otto, proposal)), what).toBe("epcs.you-not-eligible");
      await amendUser(otto, { ...registration("CD2345672"), ...back });
    }
    const third = await bringInWithApp(chief, aNewcomer("Tara", "Rule"));
    await amendUser(third, registration("GH4567890"));
    expect((await designate(chief, await userIdOf(third))).status).toBe(200);
    expect((await designate(chief, ottoId, { isDesignated: false })).status).toBe(200);
    expect(await codeOf(approve(otto, proposal)), "the designation").toBe("epcs.not-yours");
    expect((await designate(chief, ottoId)).status).toBe(200);
    expect((await designate(chief, await userIdOf(third), { isDesignated: false })).status).toBe(200);
    await cancel(iris, proposal);
  });

  test("only with an authenticator app: no mail, no text, no recovery code, in any session (attack 73)", async () => {
    const { iris, otto, noraId } = house;
    await given();
    const proposal = await proposed(iris, noraId, { kind: "revoke" });
    const { pk, sk } = (await rowOf(otto)) as { pk: string; sk: string };
    for (const steppedUpWith of ["email", "sms", "recovery", undefined]) {
      await amend("SESSION_TABLE", { pk, sk }, { steppedUpWith });
      expect(await codeOf(approve(otto, proposal)), String(steppedUpWith)).toBe("session.step-up-required");
    }
    await amend("SESSION_TABLE", { pk, sk }, { steppedUpWith: "totp", secondStep: "email" });
    expect(await codeOf(approve(otto, proposal)), "a session that was opened by mail").toBe("session.step-up-required");
    await amend("SESSION_TABLE", { pk, sk }, { secondStep: "totp" });
    const [code] = await recoveryCodesOf(otto);
    const again = twinOf(otto);
    again.cookies.clear();
    const username = (await otto.done("GET", "/session")).username;
    await signInAs(again, { username });
    const { session } = await again.done("POST", "/sign-in/second-step", { method: "recovery", code });
    again.csrfToken = session.csrfToken;
    expect(await codeOf(approve(again, proposal)), "a recovery code").toBe("session.step-up-required");
    await cancel(iris, proposal);
  });

  test("of exactly what was shown, and once (attack 74)", async () => {
    const { iris, otto, noraId } = house;
    await given();
    const shown = await proposed(iris, noraId, { kind: "revoke" });
    const path = `/epcs/proposals/${shown.proposalId}`;
    const edited = await iris.done("PUT", path, { mark: "epcs-enroller", reason: "Another reason" });
    expect(edited.digest).not.toBe(shown.digest);
    expect(await codeOf(otto.call("PUT", path, { mark: "epcs-enroller", reason: "Mine" }))).toBe("epcs.not-enterer");
    expect(await codeOf(approve(otto, shown)), "edited since").toBe("epcs.proposal-changed");
    expect((await marks(iris)).length).toBe(1);
    expect((await approve(otto, edited)).status).toBe(200);
    expect(await marks(iris)).toEqual([]);
    expect(await codeOf(approve(otto, edited)), "replayed").toBe("epcs.proposal-over");
    expect(await codeOf(cancel(iris, edited)), "nor cancelled afterwards").toBe("epcs.proposal-over");
    const many = await proposed(iris, noraId);
    const statuses = await atOnce(20, () => approve(twinOf(otto), many));
    expect(
      statuses.filter(({ status }) => status === 200),
      "of 20 at once one",
    ).toHaveLength(1);
    expect(statuses.filter(({ status, json }) => status >= 500 && json.code !== "request.busy")).toEqual([]);
  });

  test("or cancelled: of both at once one wins, and the log shows both (attack 75)", async () => {
    const { iris, otto, noraId } = house;
    for (let round = 0; round < 10; round++) {
      await given();
      const kind = "revoke";
      const proposal = await proposed(iris, noraId, { kind });
      const [approved, cancelled] = await Promise.all([
        approve(twinOf(otto), proposal),
        cancel(twinOf(iris), proposal),
      ]);
      const isApproved = approved.status === 200;
      expect([isApproved, cancelled.status === 200].filter(Boolean), "one wins").toHaveLength(1);
      expect((isApproved ? cancelled : approved).json.code).toMatch(/^(epcs.proposal-over|request.busy)$/);
      expect((await marks(iris)).length).toBe(isApproved ? 0 : 1);
      const events = (await eventsOf(practiceOf(iris)))
        .filter(({ action }) => String(action).startsWith("epcs."))
        .slice(-2)
        .map(({ action, outcome }) => `${action} ${outcome}`);
      expect(events.sort()).toEqual(
        [isApproved ? "epcs.revoked success" : "epcs.cancelled success", "epcs.refused refused"].sort(),
      );
    }
  }, 120_000);
});

describe("a place", () => {
  test("keeps somebody who can approve while marks are in force, also of two taken off at once (attack 76)", async () => {
    const { chief, irisId, ottoId, noraId } = house;
    await given();
    expect(await codeOf(designate(chief, ottoId, { isDesignated: false }))).toBe("epcs.last-approver");
    const both = await Promise.all(
      [irisId, ottoId].map((userId) => designate(twinOf(chief), userId, { isDesignated: false })),
    );
    expect(both.map(({ json }) => json.code)).toEqual(["epcs.last-approver", "epcs.last-approver"]);
    const third = await bringInWithApp(chief, aNewcomer("Theo", "Rule"));
    expect((await designate(chief, await userIdOf(third))).status).toBe(200);
    const race = await Promise.all(
      [irisId, ottoId].map((userId) => designate(twinOf(chief), userId, { isDesignated: false })),
    );
    expect(
      race.filter(({ status }) => status === 200),
      "one may go, not both",
    ).toHaveLength(1);
    const gone = race[0]!.status === 200 ? irisId : ottoId;
    expect((await chief.done("GET", "/epcs")).places[0].isReady).toBe(true);
    expect((await designate(chief, gone)).status).toBe(200);
    expect((await designate(chief, await userIdOf(third), { isDesignated: false })).status).toBe(200);
    expect((await marks(chief)).map(({ userId }) => userId)).toEqual([noraId]);
  });

  test("of another practice answers like one that nobody has (attack 78)", async () => {
    const { chief, iris, noraId } = house;
    const other = await settledPractice(place, aNewcomer("Zoe", "Else"));
    const site = await other.done(
      "POST",
      "/sites",
      { name: "Harbour" },
      { headers: { "idempotency-key": "epcs-site-1" } },
    );
    const answers = (foreign: string) =>
      Promise.all([
        propose(iris, noraId, { place: foreign }),
        designate(chief, noraId, { place: foreign }),
        suspend(iris, noraId, foreign),
      ]);
    const shapes = [];
    for (const foreign of [site.siteId, "sit_01KAK3M2Q8R7S6T5V4W3X2Y1Z0"])
      shapes.push((await answers(foreign)).map(({ status, json }) => [status, json.code, json.detail]));
    expect(shapes[0]).toEqual(shapes[1]);
    expect(shapes[0]!.map(([, code]) => code)).toEqual(["epcs.place-unknown", "epcs.place-unknown", "epcs.not-yours"]);
    const strangerId = await userIdOf(other);
    expect(await codeOf(propose(iris, strangerId))).toBe("user.not-found");
    expect(await codeOf(designate(chief, strangerId))).toBe("user.not-found");
    const proposal = await proposed(iris, noraId, { kind: "revoke" });
    expect(await codeOf(approve(other, proposal))).toBe("epcs.proposal-not-found");
    await cancel(iris, proposal);
  });
});

describe("a mark goes out of force", () => {
  test("at once by one person, though nobody is there for a revocation; only two bring it back (attack 77)", async () => {
    const { iris, otto, chief, nora, noraId } = house;
    await given();
    expect((await suspend(iris, noraId)).status).toBe(200);
    expect(await marks(chief)).toMatchObject([{ isInForce: false, because: "Iris Rule suspended it" }]);
    expect(await codeOf(suspend(chief, noraId))).toBe("epcs.mark-suspended");
    expect(await codeOf(propose(nora, noraId)), "her mark enters nothing any more").toBe("epcs.not-yours");
    expect((await told("epcs.suspended")).at(-1)).toMatchObject({ subjectId: noraId, reason: "The phone is lost" });
    expect((await approve(otto, await proposed(iris, noraId))).status).toBe(200);
    expect((await suspend(nora, noraId)).status, "also by its holder").toBe(200);
    await given();
    expect((await suspend(chief, noraId)).status, "also by who oversees it").toBe(200);
  });

  test("by itself when the account is disabled, ends, or its second step is reset, and stays so (attack 72)", async () => {
    const { chief, iris, noraId } = house;
    const keyed = { headers: { "idempotency-key": "epcs-disable-1" } };
    await given();
    await chief.done("POST", `/users/${noraId}/disable`, { reason: "On leave" }, keyed);
    expect(await marks(iris)).toMatchObject([{ isInForce: false, because: "the account is not active" }]);
    await chief.done("POST", `/users/${noraId}/enable`, { reason: "Is back" }, keyed);
    expect(await marks(iris), "not brought back").toMatchObject([{ isInForce: false }]);
    await given();
    await chief.done("POST", `/users/${noraId}/reset-second-step`, { reason: "Came in person" }, keyed);
    expect(await marks(iris)).toMatchObject([{ isInForce: false, because: "no authenticator app is set up" }]);
    const because = (await told("epcs.suspended")).slice(-2).map(({ reason }) => reason);
    expect(because).toEqual(["not-active", "second-step"]);
  });

  test("by itself when a manager edits away what it rests on; nobody edits his own registration (attacks 59, 72)", async () => {
    const { chief, iris, otto, ottoId } = house;
    const edit = async (by: Person, userId: string, body: object) => {
      const { headers } = await by.call("GET", `/users/${userId}`);
      return by.call("PATCH", `/users/${userId}`, body, { headers: { "if-match": String(headers["etag"]) } });
    };
    const third = await bringInWithApp(chief, aNewcomer("Tess", "Rule"));
    const thirdId = await userIdOf(third);
    await amendUser(third, registration("EF3456781"));
    expect((await approve(otto, await proposed(iris, thirdId, { mark: "epcs-approver" }))).status).toBe(200);
    const heldBy = async () => (await marks(iris)).find(({ userId }) => userId === thirdId);
    expect(await heldBy()).toMatchObject({ isInForce: true });
    expect((await edit(chief, thirdId, { deaNumber: null, deaExpiresOn: null })).status).toBe(200);
    expect(await heldBy()).toMatchObject({ isInForce: false, because: "no DEA number is entered" });
    expect((await edit(chief, thirdId, { deaNumber: "EF3456781", deaExpiresOn: "2099-01-01" })).status).toBe(200);
    expect(await heldBy(), "not brought back").toMatchObject({ isInForce: false });

    const maker = await bringInWithApp(chief, aNewcomer("Mark", "Rule"), "user-manager");
    expect((await designate(chief, await userIdOf(maker))).status).toBe(200);
    const own = await edit(maker, await userIdOf(maker), { deaNumber: "GH4567890", deaExpiresOn: "2099-01-01" });
    expect(own.json.code).toBe("user.own-account");
    expect((await edit(maker, ottoId, { deaExpiresOn: "2099-01-01" })).status, "another's").toBe(200);
  });
});
