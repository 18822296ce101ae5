import { setTimeout as pause } from "node:timers/promises";

/** No answer to a password leaves earlier than this, so that its time tells nothing about the account. Source: SECURITY B2. */
const floorMs = 400;
const jitterMs = 50;

/** Runs the work and answers, good or bad, not before the floor. */
export async function withFloor<T>(work: () => Promise<T>): Promise<T> {
  const floor = pause(floorMs + Math.random() * jitterMs);
  try {
    return await work();
  } finally {
    await floor;
  }
}
