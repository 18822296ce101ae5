/** A public key as somebody gave it, taken apart. */
export interface SshKey {
  readonly type: SshKeyType;
  /** The key itself, base64. */
  readonly blob: string;
  readonly comment: string;
}

/** Smallest size of an RSA key, in bits. Source: PRODUCT.md S4. */
const leastRsaBits = 3072;
const mostBlobBytes = 2100;

/** Each type with what must hold of the rest of its blob. Source: RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4. */
const shapes = {
  "ssh-ed25519": ([point]: readonly Uint8Array[]) => point?.length === 32,
  "ecdsa-sha2-nistp256": (parts: readonly Uint8Array[]) => isCurve(parts, "nistp256", 65),
  "ecdsa-sha2-nistp384": (parts: readonly Uint8Array[]) => isCurve(parts, "nistp384", 97),
  "ecdsa-sha2-nistp521": (parts: readonly Uint8Array[]) => isCurve(parts, "nistp521", 133),
  "ssh-rsa": ([exponent, modulus]: readonly Uint8Array[]) =>
    bitsOf(exponent) >= 17 && bitsOf(exponent) <= 64 && isOdd(exponent) && isOdd(modulus) && isRsaSize(bitsOf(modulus)),
} as const satisfies Record<string, (parts: readonly Uint8Array[]) => boolean>;
export type SshKeyType = keyof typeof shapes;
const partsOf = { "ssh-ed25519": 1, "ssh-rsa": 2 } as const;

/**
 * Reads one line as in `id_ed25519.pub` or `authorized_keys` without options: ed25519, ECDSA on the NIST curves, RSA of 3072 to 16384 bits.
 * @returns undefined for anything else: other types, short keys, private keys, certificates, bytes left over
 */
export function sshKeyIn(text: string): SshKey | undefined {
  const match = /^([a-z0-9-]{1,40}) +([A-Za-z0-9+/]{40,2800}={0,2})(?: +([^\p{Cc}]{0,200}))?$/u.exec(text.trim());
  const [, type = "", blob = "", comment = ""] = match ?? [];
  if (!isType(type) || blob.length % 4 !== 0) return undefined;
  const parts = fieldsOf(bytesOf(blob));
  const [name, ...rest] = parts ?? [];
  if (!name || textOf(name) !== type) return undefined;
  const count = type in partsOf ? partsOf[type as keyof typeof partsOf] : 2;
  if (rest.length !== count || !shapes[type](rest)) return undefined;
  return { type, blob, comment: comment.trim() };
}

const isType = (type: string): type is SshKeyType => Object.hasOwn(shapes, type);
const isOdd = (number: Uint8Array | undefined) => ((number?.at(-1) ?? 0) & 1) === 1;
const isRsaSize = (bits: number) => bits >= leastRsaBits && bits <= 16_384;
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** An uncompressed point of the curve that the blob names itself. */
function isCurve([curve, point]: readonly Uint8Array[], name: string, length: number): boolean {
  return curve !== undefined && textOf(curve) === name && point?.length === length && point[0] === 4;
}

/** Bits of a positive number as SSH writes it; 0 for one that is negative or not in its shortest form. */
function bitsOf(number: Uint8Array | undefined): number {
  const [first = 0, second = 0] = number ?? [];
  if (!number || first >= 128 || (first === 0 && second < 128)) return 0;
  const whole = first === 0 ? number.slice(1) : number;
  return (whole.length - 1) * 8 + (32 - Math.clz32(whole[0] ?? 0));
}

/** The length-prefixed fields of a blob; undefined when they do not fill it exactly. */
function fieldsOf(bytes: Uint8Array): Uint8Array[] | undefined {
  if (bytes.length > mostBlobBytes) return undefined;
  const view = new DataView(bytes.buffer);
  const fields: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return undefined;
    const length = view.getUint32(at);
    if (at + 4 + length > bytes.length) return undefined;
    fields.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}
