import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { fingerprintOf } from "../../../shared/data/sftp-keys.ts";
import { sshKeyIn } from "../../../shared/domain/ssh-key.ts";

const field = (bytes: Buffer | string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(bytes));
  return Buffer.concat([length, Buffer.from(bytes)]);
};
const part = (key: KeyObject, name: "x" | "y" | "n" | "e") =>
  Buffer.from(key.export({ format: "jwk" })[name] ?? "", "base64url");
const positive = (bytes: Buffer) => ((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
const line = (type: string, ...fields: Buffer[]) =>
  `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString("base64")}`;

const ed25519 = () => line("ssh-ed25519", part(generateKeyPairSync("ed25519").publicKey, "x"));
const ecdsa = (bits: 256 | 384 | 521) => {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: bits === 521 ? "P-521" : `P-${bits}` });
  const point = Buffer.concat([Buffer.from([4]), part(publicKey, "x"), part(publicKey, "y")]);
  return line(`ecdsa-sha2-nistp${bits}`, Buffer.from(`nistp${bits}`), point);
};
const rsa = (bits: number) => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  return line("ssh-rsa", positive(part(publicKey, "e")), positive(part(publicKey, "n")));
};
/** From `ssh-keygen -t ed25519 -C vendor` and its `ssh-keygen -l`. */
const known = {
  line: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPNIGDsHf+04K2oDg23Ne+wd2il8SyaLhEqtpMT1ztBQ vendor",
  fingerprint: "SHA256:5KWHJNx5eBGBA4COCZ3KDIscnQxMxkYNCzOwGeN7df0",
};

test.each([
  ["ed25519", ed25519()],
  ["ECDSA P-256", ecdsa(256)],
  ["ECDSA P-384", ecdsa(384)],
  ["ECDSA P-521", ecdsa(521)],
  ["RSA of 3072 bits", rsa(3072)],
])("a public key of %s is taken", (_, text) => {
  expect(sshKeyIn(text)).toEqual({ type: text.split(" ")[0], blob: text.split(" ")[1], comment: "" });
  expect(sshKeyIn(` ${text} claims@vendor \n`)?.comment).toBe("claims@vendor");
});

test("a fingerprint is the one that OpenSSH shows", () => {
  const key = sshKeyIn(known.line);
  expect(key && fingerprintOf(key)).toBe(known.fingerprint);
});

const good = ed25519();
test.each([
  ["RSA of 2048 bits", rsa(2048)],
  [
    "RSA whose size is a lie of leading zeros",
    line(
      "ssh-rsa",
      Buffer.from([1, 0, 1]),
      Buffer.concat([Buffer.alloc(256), Buffer.from([0x80]), Buffer.alloc(126), Buffer.from([1])]),
    ),
  ],
  [
    "RSA with an even modulus",
    line("ssh-rsa", Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0, 0x80]), Buffer.alloc(400)])),
  ],
  [
    "RSA with exponent 1",
    line("ssh-rsa", Buffer.from([1]), Buffer.concat([Buffer.from([0, 0x80]), Buffer.alloc(399), Buffer.from([1])])),
  ],
  ["DSA", line("ssh-dss", Buffer.alloc(128, 1))],
  ["a curve under another's name", line("ecdsa-sha2-nistp384", Buffer.from("nistp256"), Buffer.alloc(97, 4))],
  ["a compressed point", line("ecdsa-sha2-nistp256", Buffer.from("nistp256"), Buffer.alloc(65, 2))],
  ["a point that is too short", line("ssh-ed25519", Buffer.alloc(31))],
  ["a type that the blob denies", good.replace("ssh-ed25519", "ssh-rsa")],
  ["a certificate", line("ssh-ed25519-cert-v01@openssh.com", Buffer.alloc(32))],
  ["a blob with bytes left over", line("ssh-ed25519", Buffer.alloc(32), Buffer.alloc(1))],
  ["a blob that is cut", good.slice(0, -8)],
  ["options before it", `command="sh" ${good}`],
  ["two lines", `${good}\n${good}`],
  ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"],
  ["nothing", ""],
])("%s is no key that opens an account", (_, text) => {
  expect(sshKeyIn(text)).toBeUndefined();
});
