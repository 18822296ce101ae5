import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { State } from "./state.ts";

/** An RSA key whose public half is published. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The service signs identity and access tokens with different keys. */
export interface SigningKeys {
  readonly id: SigningKey;
  readonly access: SigningKey;
}

/** The keys of the state file, made at the first start. */
export async function loadSigningKeys(state: State): Promise<SigningKeys> {
  return { id: await loadKey(state, "signing-key.id"), access: await loadKey(state, "signing-key.access") };
}

/** What `/.well-known/jwks.json` answers. */
export function publishedKeys(keys: SigningKeys): { keys: Record<string, unknown>[] } {
  return {
    keys: [keys.id, keys.access].map((key) => {
      const { e, n, kty } = key.publicKey.export({ format: "jwk" });
      return { alg: "RS256", e, kid: key.kid, kty, n, use: "sig" };
    }),
  };
}

async function loadKey(state: State, name: string): Promise<SigningKey> {
  let pem = state.setting(name);
  if (!pem) {
    const pair = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    state.keepSetting(name, pem);
  }
  const publicKey = createPublicKey(pem);
  const kid = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
  return { kid, privateKey: createPrivateKey(pem), publicKey };
}
