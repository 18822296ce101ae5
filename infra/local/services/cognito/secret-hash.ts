import { createHmac, timingSafeEqual } from "node:crypto";
import { notAuthorized } from "./cognito-error.ts";
import { type Json, textAt } from "./fields.ts";
import type { Client } from "./pool.ts";

/**
 * Proof that the caller knows the client's secret, without which a confidential client answers nothing. Throws
 * NotAuthorizedException. Source: AWS: "Computing secret hash values".
 */
export function checkSecretHash(client: Client, username: string, parameters: Json): void {
  if (client.secret === undefined) return;
  const given = textAt(parameters, "SECRET_HASH");
  if (given === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = createHmac("sha256", client.secret)
    .update(username + client.id)
    .digest();
  const received = Buffer.from(given, "base64");
  if (received.length === expected.length && timingSafeEqual(received, expected)) return;
  throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}
