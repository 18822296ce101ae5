import { expect, inject, test } from "vitest";
import { listed } from "../kit/lists.ts";
import { aNewcomer, bringIn, openPractice, Person, signInWithEmail, signInWithTotp } from "../kit/person.ts";
import { likeness, type Row, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { idsOf } from "../kit/templates.ts";

const place = inject("place");
const month = new Date().toISOString().slice(0, 7);

/** Everybody of a practice with all rows but letters, in the words of the cast. */
async function everything(people: readonly (readonly [Person, { username: string; email: string }])[]) {
  const names: Record<string, string> = {};
  people.forEach(([, { username, email }], at) => {
    Object.assign(names, { [`email${at}`]: email, [`username${at}`]: username });
  });
  const [practiceId = ""] = idsOf(people[0]![0]);
  const practice = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const own = practice.filter(({ sk }) => !sk.startsWith("O#"));
  const reserved = await Promise.all(
    people.flatMap(([, { username, email }]) =>
      [`NAME#${username}`, `EMAIL#${email}`].map((pk) => rowsOf("PRACTICE_TABLE", pk)),
    ),
  );
  const listing = (await rowsOf("PRACTICE_TABLE", "PRACTICES")).filter((row) => row["practiceId"] === practiceId);
  const sessions = await Promise.all(people.map(([person]) => rowsOf("SESSION_TABLE", `U#${idsOf(person)[1]}`)));
  const events = await rowsOf("AUDIT_TABLE", `P#${practiceId}#${month}`);
  const secrets = /"(secretHash|sk|messageId|invitationMailId|requestId)":"(B#)?[^"]{20,}"/g;
  const alike = (likeness([own, ...reserved, listing, ...sessions].flat(), names) as Row[]).map((row) =>
    JSON.stringify(row).replaceAll(secrets, '"$1":"<secret>"'),
  );
  const told = (likeness(events, names) as Row[]).map((event) => {
    const { requestId: _request, ...rest } = event as Record<string, unknown>;
    return JSON.stringify(rest);
  });
  return { rows: alike.sort(), events: told.sort() };
}

async function cast(open: typeof settledPractice, bring: typeof settledMember) {
  const [ada, mia, uma] = [aNewcomer("Ada", "Okafor"), aNewcomer("Mia", "Chen"), aNewcomer("Uma", "Manager")];
  const founder = await open(place, ada, { name: "Lake Practice", timeZone: "Pacific/Honolulu" });
  const member = await bring(founder, mia);
  const manager = await bring(founder, uma, ["user-manager"]);
  return {
    ada,
    mia,
    uma,
    founder,
    member,
    manager,
    all: [
      [founder, ada],
      [member, mia],
      [manager, uma],
    ] as const,
  };
}

test("people who are simply there have the rows and events of those who came in, and sign in as they do", async () => {
  const [came, settled] = [await cast(openPractice, bringIn), await cast(settledPractice, settledMember)];
  await expect
    .poll(async () => (await everything(settled.all)).events, listed)
    .toEqual((await everything(came.all)).events);
  expect((await everything(settled.all)).rows).toEqual((await everything(came.all)).rows);

  for (const { founder } of [came, settled])
    await expect.poll(async () => (await founder.done("GET", "/users")).items.length, listed).toBe(3);
  expect((await settled.manager.call("POST", "/departments", { name: "Front office" })).status).toBe(201);
  expect((await settled.member.call("GET", "/profile")).json.firstName).toBe("Mia");
  const again = new Person(place);
  again.authenticatorKey = settled.founder.authenticatorKey;
  await signInWithTotp(again, settled.ada);
  const mia = new Person(place);
  await signInWithEmail(mia, settled.mia);
  expect((await mia.call("GET", "/profile")).json.firstName).toBe("Mia");
}, 120_000);
