import { expect, test } from "vitest";
import { fingerprintOf } from "../../../shared/data/sftp-keys.ts";
import { sshKeyIn } from "../../../shared/domain/ssh-key.ts";
import { ecdsaLine, rsaLine, sshKeyLine, sshLine } from "../../kit/ssh-key.ts";

/** From `ssh-keygen -t ed25519 -C vendor` and its `ssh-keygen -l`. */
const known = {
  line: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPNIGDsHf+04K2oDg23Ne+wd2il8SyaLhEqtpMT1ztBQ vendor",
  fingerprint: "SHA256:5KWHJNx5eBGBA4COCZ3KDIscnQxMxkYNCzOwGeN7df0",
};

test.each([
  ["ed25519", sshKeyLine()],
  ["ECDSA P-256", ecdsaLine(256)],
  ["ECDSA P-384", ecdsaLine(384)],
  ["ECDSA P-521", ecdsaLine(521)],
  ["RSA of 3072 bits", rsaLine(3072)],
])("a public key of %s is taken", (_, text) => {
  expect(sshKeyIn(text)).toEqual({ type: text.split(" ")[0], blob: text.split(" ")[1], comment: "" });
  expect(sshKeyIn(` ${text} claims@vendor \n`)?.comment).toBe("claims@vendor");
});

test("a fingerprint is the one that OpenSSH shows", () => {
  const key = sshKeyIn(known.line);
  expect(key && fingerprintOf(key)).toBe(known.fingerprint);
});

const good = sshKeyLine();
test.each([
  ["RSA of 2048 bits", rsaLine(2048)],
  [
    "RSA whose size is a lie of leading zeros",
    sshLine(
      "ssh-rsa",
      Buffer.from([1, 0, 1]),
      Buffer.concat([Buffer.alloc(256), Buffer.from([0x80]), Buffer.alloc(126), Buffer.from([1])]),
    ),
  ],
  [
    "RSA with an even modulus",
    sshLine("ssh-rsa", Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0, 0x80]), Buffer.alloc(400)])),
  ],
  [
    "RSA with exponent 1",
    sshLine("ssh-rsa", Buffer.from([1]), Buffer.concat([Buffer.from([0, 0x80]), Buffer.alloc(399), Buffer.from([1])])),
  ],
  ["DSA", sshLine("ssh-dss", Buffer.alloc(128, 1))],
  ["a curve under another's name", sshLine("ecdsa-sha2-nistp384", Buffer.from("nistp256"), Buffer.alloc(97, 4))],
  ["a compressed point", sshLine("ecdsa-sha2-nistp256", Buffer.from("nistp256"), Buffer.alloc(65, 2))],
  ["a point that is too short", sshLine("ssh-ed25519", Buffer.alloc(31))],
  ["a type that the blob denies", good.replace("ssh-ed25519", "ssh-rsa")],
  ["a certificate", sshLine("ssh-ed25519-cert-v01@openssh.com", Buffer.alloc(32))],
  ["a blob with bytes left over", sshLine("ssh-ed25519", Buffer.alloc(32), Buffer.alloc(1))],
  ["a blob that is cut", good.slice(0, -8)],
  ["options before it", `command="sh" ${good}`],
  ["two lines", `${good}\n${good}`],
  ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"],
  ["nothing", ""],
])("%s is no key that opens an account", (_, text) => {
  expect(sshKeyIn(text)).toBeUndefined();
});
