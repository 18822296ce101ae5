import { createHmac } from "node:crypto";
import { currentKeyVersion, keyFor } from "./key-ring.ts";
import { isSame } from "./token.ts";

/** Seconds for which the ticket of one attempt opens the second fence. */
const validSeconds = 60;

/**
 * Shows Cognito's PreAuthentication trigger that an attempt went through our lockout: an HMAC over the account and the
 * moment. Source: RULINGS 6.
 */
export async function ticketFor(userId: string, now: Date): Promise<string> {
  const version = await currentKeyVersion();
  const at = Math.floor(now.getTime() / 1000);
  return `${version}.${at}.${await macOf(version, userId, String(at))}`;
}

/** Whether a ticket was made for this account within the last minute. The trigger may know of a new key later than we. */
export async function isTicketFor(userId: string, ticket: string | undefined, now: Date): Promise<boolean> {
  const [version, at, given, ...rest] = (ticket ?? "").split(".");
  if (!version || !at || !given || rest.length > 0 || !/^\d{1,12}$/.test(at)) return false;
  const age = Math.floor(now.getTime() / 1000) - Number(at);
  if (age < -validSeconds || age > validSeconds) return false;
  return isSame(given, (await macOf(version, userId, at)) ?? "");
}

async function macOf(version: string, userId: string, at: string): Promise<string | undefined> {
  const key = await keyFor("ticket", version);
  return key && createHmac("sha256", key).update(`${userId}.${at}`).digest("base64url");
}
