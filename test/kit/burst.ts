import type { Answered } from "./http.ts";

/** All of them at once, each told its number. */
export function atOnce<T>(count: number, call: (number: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, number) => call(number)));
}

/** One after another in groups, for set-ups that would choke at once. */
export async function inGroups<In, Out>(
  items: readonly In[],
  size: number,
  call: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const done: Out[] = [];
  for (let at = 0; at < items.length; at += size)
    done.push(...(await Promise.all(items.slice(at, at + size).map(call))));
  return done;
}

/**
 * The answers that say something: not 503 "busy, repeat", which tells nothing of anybody, changes nothing, and comes when other
 * work takes the cores.
 * @throws Error when more than a tenth were busy
 */
export function spoken(answers: readonly Answered[]): Answered[] {
  const said = answers.filter(({ status }) => status !== 503);
  if (said.length < answers.length * 0.9) throw new Error(`only ${said.length} of ${answers.length} were answered`);
  return said;
}

/** A loopback address of its own for every few callers, so that no throttle of an address is met. */
export const networkOf = (number: number) => `127.0.${1 + Math.floor(number / 250)}.${2 + (number % 250)}`;

/** What an observer can tell answers apart by: all but the request's id, the date and the values of headers. */
export function appearanceOf({ status, headers, json, text }: Answered): string {
  const { instance, ...body } = json ?? { text };
  return JSON.stringify([status, Object.keys(headers).sort(), typeof instance, body]);
}

/** How many answers look alike, by their appearance. */
export function appearances(answers: readonly Answered[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const answer of answers) counted.set(appearanceOf(answer), (counted.get(appearanceOf(answer)) ?? 0) + 1);
  return counted;
}
