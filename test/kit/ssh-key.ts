import { generateKeyPairSync, type KeyObject } from "node:crypto";

const field = (bytes: Buffer | string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(bytes));
  return Buffer.concat([length, Buffer.from(bytes)]);
};
const part = (key: KeyObject, name: "x" | "y" | "n" | "e") =>
  Buffer.from(key.export({ format: "jwk" })[name] ?? "", "base64url");
const positive = (bytes: Buffer) => ((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

/** A public key's line from its fields, whatever they hold. */
export const sshLine = (type: string, ...fields: Buffer[]): string =>
  `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString("base64")}`;

/** A new public key as `ssh-keygen` writes it. */
export const sshKeyLine = (): string => sshLine("ssh-ed25519", part(generateKeyPairSync("ed25519").publicKey, "x"));

export const ecdsaLine = (bits: 256 | 384 | 521): string => {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: `P-${bits}` });
  const point = Buffer.concat([Buffer.from([4]), part(publicKey, "x"), part(publicKey, "y")]);
  return sshLine(`ecdsa-sha2-nistp${bits}`, Buffer.from(`nistp${bits}`), point);
};

export const rsaLine = (bits: number): string => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  return sshLine("ssh-rsa", positive(part(publicKey, "e")), positive(part(publicKey, "n")));
};
