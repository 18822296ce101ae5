import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { aNewcomer, type Person } from "../kit/person.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");

test("a request key is good for one person, route and body: to everybody else it is new (attack 70)", async () => {
  const chief = await settledPractice(place, aNewcomer("Ada", "Keys"));
  const colleague = await settledMember(chief, aNewcomer("Mia", "Keys"), ["user-manager"]);
  const foreigner = await settledPractice(place, aNewcomer("Fay", "Foreign"));
  const headers = { "idempotency-key": randomUUID() };
  const add = (person: Person, path: string, name: string) => person.call("POST", path, { name }, { headers });

  const first = await add(chief, "/departments", "Front desk");
  expect(first.status).toBe(201);
  const again = await add(chief, "/departments", "Front desk");
  expect([again.headers["idempotency-replayed"], again.json]).toEqual(["true", first.json]);
  const otherBody = await add(chief, "/departments", "Back office");
  expect([otherBody.status, otherBody.json.code]).toEqual([422, "idempotency.mismatch"]);

  const made = [
    await add(colleague, "/departments", "Billing"),
    await add(foreigner, "/departments", "Front desk"),
    await add(chief, "/sites", "Front desk"),
  ];
  for (const { status, headers: told } of made)
    expect([status, told["idempotency-replayed"]]).toEqual([201, undefined]);
  const ids = [first, ...made].map(({ json }) => json.departmentId ?? json.siteId);
  expect(new Set(ids).size).toBe(4);
  const namesAt = async (person: Person) =>
    (await person.done("GET", "/departments")).items.map(({ name }: { name: string }) => name);
  expect(await namesAt(chief)).toEqual(["Billing", "Front desk"]);
  expect(await namesAt(foreigner)).toEqual(["Front desk"]);
});
