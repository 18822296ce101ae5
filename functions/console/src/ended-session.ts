import * as z from "zod/mini";

const storageKey = "gatehouse.ended-session";
const EndedSession = z.object({ browser: z.string(), system: z.string(), lastSeenAt: z.string() });

/** The session that had to end for the one just opened, on its way from the sign-in page to the console. */
export function passEndedSession(ended: z.input<typeof EndedSession> | undefined): void {
  if (ended) sessionStorage.setItem(storageKey, JSON.stringify(ended));
}

/** Takes what was passed, once. */
export function takeEndedSession(): z.output<typeof EndedSession> | undefined {
  const text = sessionStorage.getItem(storageKey);
  sessionStorage.removeItem(storageKey);
  return text === null ? undefined : z.safeParse(EndedSession, JSON.parse(text)).data;
}
