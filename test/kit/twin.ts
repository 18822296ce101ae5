import { Person } from "./person.ts";

/** The same browser's cookies and token in a person of their own, so that many calls at once do not change each other. */
export function twinOf(person: Person): Person {
  const twin = new Person(person.place);
  for (const [name, value] of person.cookies) twin.cookies.set(name, value);
  twin.csrfToken = person.csrfToken;
  twin.authenticatorKey = person.authenticatorKey;
  return twin;
}
