import { keyedHash } from "./codes.ts";
import { isSame } from "./token.ts";

/** Seconds for which the ticket of one attempt opens the second fence. */
const validSeconds = 60;

/**
 * Shows Cognito's PreAuthentication trigger that an attempt went through our lockout: an HMAC over the account and the
 * moment. Source: RULINGS 6.
 */
export async function ticketFor(userId: string, now: Date): Promise<string> {
  const at = Math.floor(now.getTime() / 1000);
  return `${at}.${await keyedHash("ticket", `${userId}.${at}`)}`;
}

/** Whether a ticket was made for this account within the last minute. */
export async function isTicketFor(userId: string, ticket: string | undefined, now: Date): Promise<boolean> {
  const [at, given] = (ticket ?? "").split(".");
  if (!at || !given || !/^\d{1,12}$/.test(at)) return false;
  const age = Math.floor(now.getTime() / 1000) - Number(at);
  return age >= -validSeconds && age <= validSeconds && isSame(given, await keyedHash("ticket", `${userId}.${at}`));
}
