import type { Question } from "../../../shared/domain/directory.ts";
import { sortNames } from "../../../shared/domain/directory-sorts.ts";

/** A question with a name; `isSingle` when it is one sort, one search or one filter. */
export interface Asked {
  readonly name: string;
  readonly question: Question;
  readonly isSingle: boolean;
}

const dayMs = 86_400_000;
const plain = { isDescending: false, filters: {} } as const;
const single = (name: string, part: Partial<Question>): Asked => ({
  name,
  question: { ...plain, ...part },
  isSingle: true,
});
const combined = (name: string, part: Partial<Question>): Asked => ({ ...single(name, part), isSingle: false });

/** Every single sort, either way, searches and filters of every kind, and combinations from harmless to nasty. */
export function questionsAt(now: Date): readonly Asked[] {
  const at = (days: number) => new Date(now.getTime() + days * dayMs).toISOString();
  const filters = {
    status: "locked",
    registration: "invitation-expired",
    secondStep: "none",
    type: "provider",
    role: "auditor",
    application: "ehr",
    site: "sit_3",
    signedIn: "never",
    ends: "later",
  } as const;
  return [
    ...sortNames.map((sort) => single(`sort by ${sort}`, { sort })),
    ...sortNames.map((sort) => single(`sort by ${sort}, descending`, { sort, isDescending: true })),
    ...["a", "garc", "ada.0@sunrise", "özil"].map((search) => single(`search ${search}`, { search })),
    ...Object.entries(filters).map(([facet, value]) => single(`${facet} ${value}`, { filters: { [facet]: value } })),
    single("not signed in for 90 days", { lastSignInBefore: at(-90) }),
    single("ends within 14 days", { endsBefore: at(14) }),
    combined("search and filter", { search: "garc", filters: { status: "active" } }),
    combined("search two words", { search: "zoe garc" }),
    combined("search, filter, sort", { search: "ben", filters: { type: "staff" }, sort: "lastSignInAt" }),
    combined("two filters", { filters: { status: "active", type: "provider" } }),
    combined("three filters and a sort", {
      filters: { secondStep: "none", type: "patient", site: "sit_0" },
      sort: "invitedAt",
      isDescending: true,
    }),
    combined("filter and another sort", { filters: { status: "locked" }, sort: "email" }),
    combined("nobody fits", { search: "ada", filters: { status: "expired", role: "patient" }, sort: "username" }),
    combined("unused, active, by name", { filters: { status: "active" }, lastSignInBefore: at(-90), sort: "name" }),
  ];
}
