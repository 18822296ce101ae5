import { expect, inject, test } from "vitest";
import { partEnd } from "../../shared/domain/directory-sorts.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer } from "../kit/person.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");

test("a search is the beginning of a word and nothing else: no wildcard, operator or key finds more (attack 68)", async () => {
  const chief = await settledPractice(place, aNewcomer("Ada", "Seeker"));
  await settledMember(chief, aNewcomer("Mia", "Marble"));
  const foreigner = aNewcomer("Fay", "Farthing");
  await settledPractice(place, foreigner);
  const asked = (text: string) => chief.call("GET", `/users?search=${encodeURIComponent(text)}`);
  const found = async (text: string) =>
    (await asked(text)).json.items.map(({ lastName }: { lastName: string }) => lastName);
  await expect.poll(() => found("marb"), listed).toEqual(["Marble"]);
  await expect.poll(() => found("seek"), listed).toEqual(["Seeker"]);

  const odd = ["*", "%", "_", "?", ".*", "m*", "marb%", "m_rble", "begins_with(pk)", ":v", "#a", "$ne", "' OR 1=1 --"];
  const keyParts = ["w", "s#name", "U#", "P#", `marble${partEnd}`, `${partEnd}`, "\u0000", "\uffff", "../", "{}", "[]"];
  for (const text of [...odd, ...keyParts, "farthing", foreigner.username]) {
    const { status, json } = await asked(text);
    expect([200, 400], text).toContain(status);
    const names = (json.items ?? []).map(({ lastName }: { lastName: string }) => lastName);
    expect(names, text).not.toContain("Farthing");
    // Without a letter or a digit nothing is searched for, and the list is the practice's own.
    const most = /[\p{L}\p{N}]/u.test(text) ? 1 : 2;
    expect(names.length, text).toBeLessThanOrEqual(most);
  }
  const long = await asked("m".repeat(5000));
  expect([long.status, long.json.code]).toEqual([400, "request.invalid"]);
});
