import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce, inGroups } from "../kit/burst.ts";
import { inviteCrowd } from "../kit/crowd.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, type Person } from "../kit/person.ts";
import { eventsOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

/** SECURITY attacks 55 and 56 (departments of another practice), 67 (two of one name), 69 (lists that are behind). */
const place = inject("place");
const nobodys = "dep_01KAK3M2Q8R7S6T5V4W3X2Y1Z0";
const key = () => ({ headers: { "idempotency-key": randomUUID() } });

async function add(manager: Person, name: string): Promise<string> {
  return (await manager.done("POST", "/departments", { name }, key())).departmentId;
}

async function change(manager: Person, departmentId: string, wanted: object) {
  const version = String((await manager.call("GET", `/departments/${departmentId}`)).headers["etag"] ?? '"v1"');
  return manager.call("PATCH", `/departments/${departmentId}`, wanted, { headers: { "if-match": version } });
}

const put = (manager: Person, userId: string, departmentId?: string) =>
  manager.call("PUT", `/users/${userId}/department`, { departmentId });
const move = (manager: Person, from: string, to: string) =>
  manager.call("POST", `/departments/${from}/move`, { to }, key());
const namesOf = (items: readonly { name: string }[]) => items.map(({ name }) => name);

async function allMoved(manager: Person, from: string, to: string): Promise<number[]> {
  const groups: number[] = [];
  await expect
    .poll(async () => {
      const { status, json, text } = await move(manager, from, to);
      if (status !== 200) throw new Error(text);
      if (json.moved > 0) groups.push(json.moved);
      return json.left;
    }, listed)
    .toBe(0);
  return groups;
}

describe("the departments of a practice", () => {
  let administrator: Person;
  let practiceId: string;
  beforeAll(async () => {
    administrator = await settledPractice(place, aNewcomer("Ada", "Departments"));
    practiceId = (await administrator.done("GET", "/practice")).practiceId;
  });

  test("of one name are one, though two hundred ask at once in many spellings (attack 67)", async () => {
    const spellings = ["Élan", "elan", " ELAN ", "E\u0301lan", "eLaN"];
    const answers = await atOnce(200, (number) =>
      administrator.call("POST", "/departments", { name: spellings[number % spellings.length] }, key()),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, json } of answers.filter((answer) => answer.status !== 201))
      expect(["department.name-taken", "request.changed-meanwhile", "request.busy"], `${status}`).toContain(json.code);
    const { items } = await administrator.done("GET", "/departments");
    expect(items).toHaveLength(1);
    const rows = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).map(({ sk }) => sk);
    expect(rows.filter((sk) => sk.startsWith("D#") || sk.startsWith("DN#"))).toHaveLength(2);
    expect((await eventsOf(practiceId)).filter(({ action }) => action === "department.added")).toHaveLength(1);
  });

  test("are renamed on the version that was read; a name given up is free, an archived one's is not", async () => {
    const front = await add(administrator, "Front desk");
    const stale = { headers: { "if-match": '"v7"' } };
    expect((await administrator.call("PATCH", `/departments/${front}`, { name: "Stale" }, stale)).status).toBe(412);
    expect((await change(administrator, front, { name: "FRONT DESK" })).status).toBe(200);
    expect((await change(administrator, front, { name: "Reception" })).status).toBe(200);
    const other = await add(administrator, "front  desk");
    const taken = await change(administrator, other, { name: "réception" });
    expect([taken.status, taken.json.code, taken.json.errors[0].pointer]).toEqual([
      409,
      "department.name-taken",
      "/name",
    ]);
    await change(administrator, front, { isArchived: true });
    expect((await change(administrator, other, { name: "Reception" })).json.code).toBe("department.name-taken");
    await change(administrator, front, { isArchived: false });
    const { items } = await administrator.done("GET", "/departments");
    expect(namesOf(items)).toEqual(expect.arrayContaining(["front  desk", "Reception"]));
    const events = await eventsOf(practiceId, front);
    expect(events.map(({ action }) => action)).toEqual([
      "department.added",
      "department.changed",
      "department.changed",
      "department.archived",
      "department.reopened",
    ]);
    expect(events[2]).toMatchObject({ changes: { name: { before: "FRONT DESK", after: "Reception" } } });
  });

  test("asked for twice with one key is one, with the same answer", async () => {
    const saying = key();
    const answers = await Promise.all(
      [1, 2].map(() => administrator.call("POST", "/departments", { name: "Once only" }, saying)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]!.json).toEqual(answers[1]!.json);
  });

  test("are edited by user managers too, and read by auditors; a member sees none", async () => {
    const manager = await settledMember(administrator, aNewcomer("Uma", "Manager"), ["user-manager"]);
    const member = await settledMember(administrator, aNewcomer("Mel", "Member"));
    const department = await add(manager, "Laboratory");
    expect((await change(manager, department, { name: "Lab" })).status).toBe(200);
    for (const [method, path] of [
      ["GET", "/departments"],
      ["POST", "/departments"],
    ] as const)
      expect((await member.call(method, path, { name: "Mine" }, key())).json.code).toBe("session.forbidden");
  });
});

describe("the people of a department", () => {
  let administrator: Person;
  let practiceId: string;
  let userIds: string[];
  let radiology: string;
  let billing: string;
  let foreign: { administrator: Person; departmentId: string; userId: string };
  const members = async (departmentId: string) =>
    (await administrator.done("GET", `/departments/${departmentId}`)).members as number;
  const idsIn = async (departmentId: string) =>
    (await administrator.done("GET", `/users?department=${departmentId}&limit=100`)).items.map(
      ({ userId }: { userId: string }) => userId,
    );

  beforeAll(async () => {
    administrator = await settledPractice(place, aNewcomer("Ada", "People"));
    practiceId = (await administrator.done("GET", "/practice")).practiceId;
    radiology = await add(administrator, "Radiology");
    billing = await add(administrator, "Billing");
    userIds = (await inviteCrowd(administrator, 50, "Many")).map(({ userId }) => userId);
    const other = await settledPractice(place, aNewcomer("Fay", "Foreign"));
    const { userId } = await other.done("GET", "/session");
    foreign = { administrator: other, departmentId: await add(other, "Foreign"), userId };
  }, 120_000);

  test("are put into one of the own practice's open ones only: a foreign one is answered as one that nobody has (attacks 55, 56)", async () => {
    const [userId = ""] = userIds;
    const [theirs, nobody] = [
      await put(administrator, userId, foreign.departmentId),
      await put(administrator, userId, nobodys),
    ];
    expect([theirs.status, theirs.json.code, theirs.json.errors[0].pointer]).toEqual([
      422,
      "department.unknown",
      "/departmentId",
    ]);
    expect({ ...theirs.json, instance: "" }).toEqual({ ...nobody.json, instance: "" });
    for (const departmentId of [foreign.departmentId, nobodys, "dep_x", "x".repeat(2000)]) {
      expect((await administrator.call("GET", `/departments/${departmentId}`)).json.code).toBe("department.not-found");
      expect((await change(administrator, departmentId, { name: "Mine" })).json.code).toBe("department.not-found");
      expect((await move(administrator, departmentId, billing)).json.code).toBe("department.not-found");
    }
    const moved = await move(administrator, billing, foreign.departmentId);
    expect([moved.json.code, moved.json.errors[0].pointer]).toEqual(["department.unknown", "/to"]);
    expect((await move(administrator, billing, billing)).json.code).toBe("department.unknown");
    expect((await put(administrator, foreign.userId, billing)).json.code).toBe("user.not-found");
    expect((await administrator.done("GET", `/users?department=${foreign.departmentId}`)).items).toEqual([]);
    expect((await administrator.done("GET", `/users/${userId}`)).departmentId).toBeUndefined();
    expect(await members(billing)).toBe(0);
    expect((await foreign.administrator.done("GET", `/departments/${foreign.departmentId}`)).members).toBe(0);
  });

  test("are filtered and sorted by it, counted once however often they are put in, and the list follows a new name", async () => {
    await inGroups(userIds, 10, (userId) => put(administrator, userId, radiology));
    const [userId = ""] = userIds;
    await atOnce(5, () => put(administrator, userId, radiology));
    expect(await members(radiology)).toBe(50);
    await expect.poll(() => idsIn(radiology), listed).toHaveLength(50);
    await change(administrator, radiology, { name: "Imaging" });
    const names = async () => {
      const { items } = await administrator.done("GET", `/users?department=${radiology}&limit=100&sort=department`);
      return items.filter(({ departmentName }: { departmentName: string }) => departmentName === "Imaging").length;
    };
    await expect.poll(names, listed).toBe(50);
    const told = (await eventsOf(practiceId, userId)).filter(({ action }) => action === "user.department-changed");
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ changes: { department: { after: "Radiology" } } });
  }, 120_000);

  test("are moved in groups, each whole: who asks again goes on, and then the department is archived", async () => {
    const refused = await change(administrator, radiology, { isArchived: true });
    expect([refused.status, refused.json.code]).toEqual([409, "department.in-use"]);
    expect(await allMoved(administrator, radiology, billing)).toEqual([40, 10]);
    expect([await members(radiology), await members(billing)]).toEqual([0, 50]);
    expect((await change(administrator, radiology, { isArchived: true })).json.isArchived).toBe(true);
    const events = (await eventsOf(practiceId)).filter(({ action }) => action === "department.members-moved");
    expect(events.map(({ changes }) => changes)).toEqual(
      [40, 10].map((people) => ({ department: { before: "Imaging", after: "Billing" }, people: { after: people } })),
    );
    const own = (await eventsOf(practiceId, userIds[1])).at(-1);
    expect(own).toMatchObject({
      action: "user.department-changed",
      changes: { department: { before: "Imaging", after: "Billing" } },
    });
    expect((await put(administrator, userIds[0]!, radiology)).json.code).toBe("department.unknown");
    expect(namesOf((await administrator.done("GET", "/departments")).items)).toEqual(["Billing", "Imaging"]);
    await expect.poll(() => idsIn(radiology), listed).toEqual([]);
  }, 120_000);

  test("moved by two at once are moved once, and nobody is counted twice", async () => {
    const surgery = await add(administrator, "Surgery");
    const both = await Promise.all([
      allMoved(administrator, billing, surgery),
      allMoved(administrator, billing, surgery),
    ]).catch(() => undefined);
    if (both === undefined) await allMoved(administrator, billing, surgery);
    expect([await members(billing), await members(surgery)]).toEqual([0, 50]);
    const events = (await eventsOf(practiceId, userIds[3])).filter(
      ({ action }) => action === "user.department-changed",
    );
    expect(events).toHaveLength(3);
  }, 120_000);

  test("cannot come into a department that is archived at the same moment, ten times", async () => {
    const [userId = ""] = userIds;
    for (let round = 0; round < 10; round++) {
      const department = await add(administrator, `Race ${round}`);
      const [archived, given] = await Promise.all([
        change(administrator, department, { isArchived: true }),
        put(administrator, userId, department),
      ]);
      expect(archived.status === 200 && given.status === 200, `${archived.text} ${given.text}`).toBe(false);
      await put(administrator, userId);
    }
  });

  test("may do nothing by it: who is taken out is listed for a moment still, and gains nothing there (attack 69)", async () => {
    const [, userId = ""] = userIds;
    const department = await add(administrator, "Short stay");
    await put(administrator, userId, department);
    await expect.poll(() => idsIn(department), listed).toEqual([userId]);
    const before = await administrator.done("GET", `/users/${userId}/permissions`);
    await put(administrator, userId);
    expect((await move(administrator, department, billing)).json).toEqual({ moved: 0, left: 0 });
    expect((await administrator.done("GET", `/users/${userId}`)).departmentId).toBeUndefined();
    expect(await administrator.done("GET", `/users/${userId}/permissions`)).toEqual(before);
    expect((await change(administrator, department, { isArchived: true })).status).toBe(200);
  });
});
