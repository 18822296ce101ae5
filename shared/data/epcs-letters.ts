import type { PracticeScope } from "../domain/practice-scope.ts";
import { fullNameOf, type User } from "../domain/user.ts";
import { readPlace } from "./epcs.ts";
import type { Mail } from "./outbox.ts";
import { readUsers } from "./users.ts";

/** What a letter about EPCS tells; `at` is already in the practice's zone. */
export interface EpcsNews {
  readonly practiceName: string;
  readonly what: string;
  readonly place: string;
  readonly actorName: string;
  readonly reason: string;
  readonly at: string;
}

/** The letters of one piece of news: to the person it is about, and to the others. */
export function epcsLetters(news: EpcsNews, people: readonly User[]): Mail[] {
  const told = new Map(people.filter(({ status }) => status === "active").map((user) => [user.userId, user]));
  return [...told.values()].map((user) => ({
    letter: "epcs-changed",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: { ...news, firstName: user.firstName },
    secret: { kind: "page-link", page: "epcs" },
  }));
}

/** The designated people of a place, as they are now. */
export async function designatedAt(scope: PracticeScope, place: string): Promise<User[]> {
  const { designated } = await readPlace(scope, place);
  return readUsers(scope, designated);
}
