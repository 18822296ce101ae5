import { expect, test } from "vitest";
import { browserVisits } from "../kit/browser-visit.ts";
import { aNewcomer } from "../kit/person.ts";

const visits = browserVisits();
const markup = (word: string) => `<img src=x onerror="document.title='${word}'">${word}`;

test("markup in names of people and of the practice is shown as it was typed, on every page (attack 49)", async () => {
  const [firstName, lastName, practiceName] = [markup("first"), markup("last"), markup("clinic")];
  const people = {
    administrator: { ...aNewcomer("Xena", "Chief"), firstName, lastName },
    members: [{ ...aNewcomer("Xavier", "Member"), firstName, lastName }],
    practiceName,
    isSignedIn: true,
  };
  const { members, page, complaints, go } = await visits.practice({ screen: "desktop", scheme: "light" }, people);
  const { userId } = await members[0]!.done("GET", "/session");
  const shows = async (path: string, text: string) => {
    await go(path);
    await page.getByText(text).filter({ visible: true }).first().waitFor();
    const found = await page.evaluate("[document.querySelectorAll('img[src=x], [onerror]').length, document.title]");
    expect(found, path).toEqual([0, expect.not.stringMatching(/^(first|last|clinic)$/)]);
  };
  await shows("/users", lastName);
  await shows(`/users/${userId}`, firstName);
  await shows("/practice", practiceName);
  await shows("/audit", lastName);
  await shows("/me", firstName);
  await shows("/", practiceName);
  expect(complaints).toEqual([]);
});
