import { sign, verify } from "node:crypto";
import { isJson, type Json } from "./fields.ts";
import type { SigningKey } from "./signing-keys.ts";

/** A compact RS256 token. */
export function signToken(claims: Json, key: SigningKey): string {
  const content = `${encode({ kid: key.kid, alg: "RS256" })}.${encode(claims)}`;
  return `${content}.${sign("RSA-SHA256", Buffer.from(content), key.privateKey).toString("base64url")}`;
}

/** The claims of a token this key signed; undefined for anything else. Says nothing about its age. */
export function readToken(token: string, key: SigningKey): Json | undefined {
  const [header, body, signature, ...rest] = token.split(".");
  if (!header || !body || !signature || rest.length > 0) return undefined;
  const content = Buffer.from(`${header}.${body}`);
  if (!verify("RSA-SHA256", content, key.publicKey, Buffer.from(signature, "base64url"))) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  return isJson(claims) ? claims : undefined;
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
