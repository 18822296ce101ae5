import type { MailStore } from "./mail-store.ts";
import type { Sending } from "./sending-rules.ts";

/** What operations work with. */
export interface Context {
  readonly store: MailStore;
  readonly sending: Sending;
}

/** One API call: form fields in, the elements of the result out. */
export type Operation = (form: URLSearchParams, context: Context) => Readonly<Record<string, string>>;

/** The values of `prefix.member.1`, `prefix.member.2` and so on. */
export function membersOf(form: URLSearchParams, prefix: string): string[] {
  const members: string[] = [];
  for (let number = 1; form.has(`${prefix}.member.${number}`); number += 1) {
    members.push(form.get(`${prefix}.member.${number}`) ?? "");
  }
  return members;
}
