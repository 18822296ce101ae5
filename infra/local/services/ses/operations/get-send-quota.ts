import type { Context } from "../operation.ts";

/** The quota of an account outside the sandbox; nothing is enforced. */
export function getSendQuota(_form: URLSearchParams, { store }: Context): Readonly<Record<string, string>> {
  const dayAgo = Date.now() - 86_400_000;
  const recent = store.messages().filter((message) => Date.parse(message.at) > dayAgo);
  return { Max24HourSend: "50000", MaxSendRate: "14", SentLast24Hours: String(recent.length) };
}
