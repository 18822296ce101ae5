import type { MailStore } from "./mail-store.ts";
import type { Taken } from "./sending-events.ts";
import type { Sending } from "./sending-rules.ts";

/** What operations work with. */
export interface Context {
  readonly store: MailStore;
  readonly sending: Sending;
  /** Lets the configuration set's destinations know what becomes of a mail that was taken. */
  readonly tell: (taken: Taken) => void;
}

/** One API call: form fields in, the elements of the result out. */
export type Operation = (form: URLSearchParams, context: Context) => Readonly<Record<string, string>>;

/** The names and values of `Tags.member.1`, `Tags.member.2` and so on. */
export function tagsOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (let number = 1; form.has(`Tags.member.${number}.Name`); number += 1)
    tags[form.get(`Tags.member.${number}.Name`) ?? ""] = form.get(`Tags.member.${number}.Value`) ?? "";
  return tags;
}

/** The values of `prefix.member.1`, `prefix.member.2` and so on. */
export function membersOf(form: URLSearchParams, prefix: string): string[] {
  const members: string[] = [];
  for (let number = 1; form.has(`${prefix}.member.${number}`); number += 1) {
    members.push(form.get(`${prefix}.member.${number}`) ?? "");
  }
  return members;
}
