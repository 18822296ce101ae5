import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { currentKeyVersion, keyFor } from "./key-ring.ts";

/** Encrypts a short-lived secret for a row (AES-256-GCM). `context` names the row; another row cannot open it. Source: RULINGS 8. */
export async function seal(plain: string, context: string): Promise<string> {
  const version = await currentKeyVersion();
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", await keyOf(version), nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** @throws Error when the text was sealed for another row, changed, or under a key that is gone. */
export async function unseal(sealed: string, context: string): Promise<string> {
  const [version = "", text = ""] = sealed.split(".");
  const key = await keyOf(version);
  const bytes = Buffer.from(text, "base64url");
  // Without its length Node takes a tag cut down to four bytes, too.
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

async function keyOf(version: string): Promise<Buffer> {
  const key = await keyFor("sealed", version);
  if (!key) throw new Error("the key of this sealed text is not kept any more");
  return key;
}
