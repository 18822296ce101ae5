import { hkdfSync } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";

/** What a key is for; each purpose has a key of its own, so that a token of one is worthless for another. */
export type Purpose =
  | "invitation"
  | "reset"
  | "email-change"
  | "sign-in-code"
  | "used-code"
  | "cursor"
  | "sealed"
  | "ticket"
  | "unknown-name"
  | "idempotency"
  | "secret-link"
  | "sftp-pepper"
  | "sftp-secret";

interface MasterKey {
  readonly version: string;
  readonly secret: string;
}

const client = new SecretsManagerClient(deadlines);
const freshMs = 5 * 60_000;
/** A version we do not know may be newer than what we read this long ago. */
const newerMs = 5000;
let current: { key: MasterKey; loadedAt: number } | undefined;
let previous: { key: MasterKey | undefined; loadedAt: number } | undefined;

/** The version that new tokens are made with. */
export async function currentKeyVersion(): Promise<string> {
  return (await currentKey()).version;
}

/**
 * The key of a purpose, derived by HKDF-SHA-256 from the installation's secret.
 * @param version of the secret; without it, the current one
 * @returns undefined when that version is not kept any more (RULINGS 13: thirty days)
 */
export async function keyFor(purpose: Purpose, version?: string): Promise<Buffer | undefined> {
  const newest = await currentKey();
  const master = version === undefined || version === newest.version ? newest : await otherKey(version);
  if (!master) return undefined;
  return Buffer.from(hkdfSync("sha256", master.secret, "", `gatehouse/${purpose}`, 32));
}

/** The current key of a purpose. */
export async function currentKeyFor(purpose: Purpose): Promise<Buffer> {
  const key = await keyFor(purpose);
  if (!key) throw new Error(`the installation's secret has no current version for ${purpose}`);
  return key;
}

async function currentKey(maxAgeMs = freshMs): Promise<MasterKey> {
  if (current && Date.now() - current.loadedAt < maxAgeMs) return current.key;
  const key = await load("AWSCURRENT");
  if (key.version !== current?.key.version) previous = undefined;
  current = { key, loadedAt: Date.now() };
  return key;
}

/**
 * A key that is not the current one as far as we know: the previous, or a newer one that another function knew first.
 * Both are asked for seldom, so that made-up versions cost no request each.
 */
async function otherKey(version: string): Promise<MasterKey | undefined> {
  if (!previous || Date.now() - previous.loadedAt >= freshMs)
    previous = { key: await loadPrevious(), loadedAt: Date.now() };
  if (previous.key?.version === version) return previous.key;
  const newest = await currentKey(newerMs);
  return newest.version === version ? newest : undefined;
}

async function loadPrevious(): Promise<MasterKey | undefined> {
  try {
    return await load("AWSPREVIOUS");
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

async function load(stage: "AWSCURRENT" | "AWSPREVIOUS"): Promise<MasterKey> {
  const answer = await client.send(
    new GetSecretValueCommand({ SecretId: variable("TOKEN_SECRET_ID"), VersionStage: stage }),
  );
  if (!answer.SecretString || !answer.VersionId) throw new Error("the installation's secret is empty");
  return { version: answer.VersionId.replaceAll("-", "").slice(0, 12), secret: answer.SecretString };
}
