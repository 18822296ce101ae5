import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/** No answer about a name or a link leaves earlier than this, so that its time tells nothing of it. Source: SECURITY B2, A9. */
export const floorMs = 400;
const jitterMs = 50;
const floor = () => pause(floorMs + randomInt(jitterMs));

/** Runs the work and answers, good or bad, not before the floor. */
export async function withFloor<T>(work: () => Promise<T>): Promise<T> {
  const until = floor();
  try {
    return await work();
  } finally {
    await until;
  }
}

/** Runs the work; an answer that is not good leaves not before the floor. For questions whose refusal is an answer too. */
export async function withFloorUnless<T>(isGood: (answer: T) => boolean, work: () => Promise<T>): Promise<T> {
  const until = floor();
  const answer = await work();
  if (!isGood(answer)) await until;
  return answer;
}

/** Runs the work; a refusal leaves not before the floor. For links, where a good one may answer at once. */
export async function withRefusalFloor<T>(work: () => Promise<T>): Promise<T> {
  const until = floor();
  try {
    return await work();
  } catch (error) {
    await until;
    throw error;
  }
}
