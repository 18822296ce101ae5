import { setTimeout as pause } from "node:timers/promises";
import { exchange } from "./http.ts";

export interface CaughtMail {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Every mail caught so far, newest first. */
export async function mails(toolsUrl: string): Promise<CaughtMail[]> {
  return (await exchange({ method: "GET", url: `${toolsUrl}/api/messages` })).json;
}

/** What was caught for one address or number, newest first. */
export async function mailsTo(toolsUrl: string, to: string): Promise<CaughtMail[]> {
  return (await exchange({ method: "GET", url: `${toolsUrl}/api/messages?to=${encodeURIComponent(to)}` })).json;
}

/** Waits for the newest mail to an address that fits; times out with what did arrive. */
export async function mailTo(
  toolsUrl: string,
  to: string,
  fits: (mail: CaughtMail) => boolean = () => true,
  seconds = 90,
): Promise<CaughtMail> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const found = (await mailsTo(toolsUrl, to)).find(fits);
    if (found) return found;
    await pause(150);
  }
  const subjects = (await mailsTo(toolsUrl, to)).map(({ subject }) => subject);
  throw new Error(`no fitting mail to ${to} in ${seconds} s; there are: ${subjects.join(" | ") || "none"}`);
}

/** Whose mail is waited for, and which. */
export interface Awaited {
  readonly toolsUrl: string;
  readonly to: string;
  readonly fits: (mail: CaughtMail) => boolean;
}

/** The mail that arrives because of some work, whatever came before. */
export async function mailAfter({ toolsUrl, to, fits }: Awaited, work: () => Promise<unknown>): Promise<CaughtMail> {
  const before = new Set((await mailsTo(toolsUrl, to)).map(({ id }) => id));
  await work();
  return mailTo(toolsUrl, to, (mail) => !before.has(mail.id) && fits(mail));
}

/** Whether it went to a phone. */
export const isText = ({ from }: CaughtMail): boolean => from === "SMS";

/** The token in a mail's registration link. */
export function tokenIn(mail: CaughtMail): string {
  const match = /\/invite#([\w.~-]+)/.exec(mail.text);
  if (!match?.[1]) throw new Error(`no registration link in: ${mail.text}`);
  return match[1];
}

/** The token in a mail's link to a new password. */
export function resetTokenIn(mail: CaughtMail): string {
  const match = /\/reset#([\w.~-]+)/.exec(mail.text);
  if (!match?.[1]) throw new Error(`no reset link in: ${mail.text}`);
  return match[1];
}

/** The eight digits of a mailed or texted code. */
export function codeIn(mail: CaughtMail): string {
  const match = /\b(\d{4})[ \u00a0-]?(\d{4})\b/.exec(mail.text);
  if (!match) throw new Error(`no code in: ${mail.text}`);
  return `${match[1]}${match[2]}`;
}
