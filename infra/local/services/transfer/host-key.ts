import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ssh2 from "ssh2";
import type { StateFolder } from "../../state/database.ts";

/** By what clients know the server again. */
export interface HostKey {
  /** In OpenSSH's format. */
  readonly privateKey: string;
  /** `SHA256:…` as OpenSSH prints it, without padding. */
  readonly fingerprint: string;
}

export function fingerprintOf(publicKey: Buffer): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "")}`;
}

/** The machine's host key: made once, and kept when the rest of the state is emptied, so that clients do not take fright. */
export function hostKeyIn(state: StateFolder): HostKey {
  const file = join(state.path, "sftp-host-key");
  if (state.inMemory) return hostKeyOf(newKey());
  if (!existsSync(file)) writeFileSync(file, newKey(), { mode: 0o600 });
  return hostKeyOf(readFileSync(file, "utf8"));
}

const newKey = (): string => ssh2.utils.generateKeyPairSync("ed25519").private;

function hostKeyOf(privateKey: string): HostKey {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return { privateKey, fingerprint: fingerprintOf(key.getPublicSSH()) };
}
