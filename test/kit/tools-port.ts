import { exchange } from "./http.ts";
import type { Place } from "./person.ts";

/** What reached the user pool since the last reset, by operation. */
export async function identityCalls({ toolsUrl }: Place): Promise<Readonly<Record<string, number>>> {
  return (await exchange({ method: "GET", url: `${toolsUrl}/api/identity-calls` })).json;
}

/** Counts from nought again. */
export async function resetIdentityCalls({ toolsUrl }: Place): Promise<void> {
  await exchange({ method: "DELETE", url: `${toolsUrl}/api/identity-calls` });
}

/** Runs work while the functions' clock runs ahead by so many seconds, and sets it right whatever happens. */
export async function inTheFuture<T>(place: Place, seconds: number, work: () => Promise<T>): Promise<T> {
  await shiftClock(place, seconds);
  try {
    return await work();
  } finally {
    await shiftClock(place, 0);
  }
}

let shiftedBy = 0;
/** Whether the functions' clock runs ahead now, by this process. */
export const isClockShifted = (): boolean => shiftedBy !== 0;

async function shiftClock({ toolsUrl }: Place, offsetSeconds: number): Promise<void> {
  shiftedBy = offsetSeconds;
  const { status } = await exchange({
    method: "POST",
    url: `${toolsUrl}/api/clock`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ offsetSeconds }),
  });
  if (status !== 204) throw new Error(`the clock does not move: ${status}`);
}
