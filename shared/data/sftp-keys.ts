import { createHash } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { SftpKey } from "../domain/sftp-account.ts";
import type { SshKey } from "../domain/ssh-key.ts";
import { addToSet, takeFromSet } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { newId } from "./ids.ts";
import { keys } from "./keys.ts";

/** A key's fingerprint as OpenSSH shows it. Source: `ssh-keygen -l`. */
export function fingerprintOf({ blob }: Pick<SshKey, "blob">): string {
  const hash = createHash("sha256").update(Buffer.from(blob, "base64")).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}

/** A key as an account keeps it. */
export function newSftpKey(key: SshKey, { name, addedBy, now }: { name: string; addedBy: string; now: Date }): SftpKey {
  const publicKey = `${key.type} ${key.blob}`;
  return {
    keyId: newId("sfk", now),
    publicKey,
    fingerprint: fingerprintOf(key),
    name,
    addedAt: now.toISOString(),
    addedBy,
  };
}

/** Whether another account of the installation has this key: that is allowed, and told to the audit log. Source: SECURITY attack 80. */
export async function isKeyElsewhere({ fingerprint }: SftpKey, accountId: string): Promise<boolean> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.sftpKey(fingerprint), ConsistentRead: true }),
  );
  const accounts = (Item?.["accounts"] as Set<string> | undefined) ?? new Set();
  return [...accounts].some((place) => !place.endsWith(`/${accountId}`));
}

/** Remembers, in the transaction that adds a key, that this account has it. */
export function keyRemembered(scope: PracticeScope, accountId: string, { fingerprint }: SftpKey): Change {
  return addToSet("practice", keys.sftpKey(fingerprint), {
    name: "accounts",
    value: `${scope.practiceId}/${accountId}`,
  });
}

/** Forgets it, in the transaction that removes the key. */
export function keyForgotten(scope: PracticeScope, accountId: string, { fingerprint }: SftpKey): Change {
  return takeFromSet("practice", keys.sftpKey(fingerprint), {
    name: "accounts",
    value: `${scope.practiceId}/${accountId}`,
    refusal: "request.changed-meanwhile",
  });
}
