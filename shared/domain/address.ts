/** An internet address as a number; one of IPv4 written in IPv6 (`::ffff:192.0.2.1`) is the IPv4 address. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** All addresses that share their first `prefix` bits with `network`. */
interface AddressRange {
  readonly network: Address;
  readonly prefix: number;
}

/**
 * Whether an address lies in one of the ranges. What is no address lies in none: missing evidence refuses.
 * Source: RFC 4632 (CIDR), RFC 4291 §2.2 and §2.5.5.2 (text forms, IPv4-mapped addresses).
 */
export function isAddressIn(text: string, ranges: readonly string[]): boolean {
  const address = addressOf(text);
  return (
    address !== undefined && ranges.some((range) => holds(rangeOf(range), { network: address, prefix: address.bits }))
  );
}

/**
 * A range in its one form: `192.0.2.0/24`, `2001:db8::/32`, or a single address without a prefix.
 * @returns undefined when the text is neither an address nor a range
 */
export function rangeInOneForm(text: string): string | undefined {
  const range = rangeOf(text.trim().toLowerCase());
  if (!range) return undefined;
  const { network, prefix } = range;
  const shown = network.bits === 32 ? textOf4(network.value) : textOf6(network.value);
  return prefix === network.bits ? shown : `${shown}/${prefix}`;
}

/** Whether every address of `inner` lies in a single range of `outer`; ranges side by side are not put together. */
export function isRangeWithin(inner: string, outer: readonly string[]): boolean {
  const range = rangeOf(inner);
  return range !== undefined && outer.some((each) => holds(rangeOf(each), range));
}

function holds(outer: AddressRange | undefined, inner: AddressRange): boolean {
  if (!outer || outer.network.bits !== inner.network.bits || outer.prefix > inner.prefix) return false;
  return firstBits(outer.network, outer.prefix) === firstBits(inner.network, outer.prefix);
}

const firstBits = ({ bits, value }: Address, prefix: number): bigint => value >> BigInt(bits - prefix);

/** A range, its bits behind the prefix cleared. An IPv4-mapped range must not reach beyond the mapped addresses. */
function rangeOf(text: string): AddressRange | undefined {
  const [host = "", given, ...rest] = text.split("/");
  const address = addressOf(host);
  if (!address || rest.length > 0) return undefined;
  if (given === undefined) return { network: address, prefix: address.bits };
  if (!/^(0|[1-9]\d{0,2})$/.test(given)) return undefined;
  const prefix = Number(given) - (address.bits === 32 && host.includes(":") ? 96 : 0);
  if (prefix < 0 || prefix > address.bits) return undefined;
  const behind = BigInt(address.bits - prefix);
  return { network: { bits: address.bits, value: (address.value >> behind) << behind }, prefix };
}

const mappedPrefix = 0xffffn;

function addressOf(text: string): Address | undefined {
  if (!text.includes(":")) {
    const value = valueOf4(text);
    return value === undefined ? undefined : { bits: 32, value };
  }
  const value = valueOf6(text);
  if (value === undefined) return undefined;
  return value >> 32n === mappedPrefix ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

/** Four decimal parts; a leading zero is refused, because some read it as octal. */
function valueOf4(text: string): bigint | undefined {
  const parts = text.split(".");
  const isRight = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isRight ? parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) : undefined;
}

/** Eight groups of four hexadecimal digits, one run of zero groups left out, the last two perhaps as IPv4. No zone. */
function valueOf6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = [groupsOf(halves[0] ?? "", halves.length === 1), groupsOf(halves[1] ?? "", true)];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

function groupsOf(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const last = parts.at(-1) ?? "";
  const embedded = isEnd && last.includes(".") ? valueOf4(last) : undefined;
  const written = embedded === undefined ? parts : parts.slice(0, -1);
  if (!written.every((part) => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  const groups = written.map((part) => BigInt(`0x${part}`));
  return embedded === undefined ? groups : [...groups, embedded >> 16n, embedded & 0xffffn];
}

function textOf4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
}

/** Source: RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
function textOf6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const runs = groups.map((_, at) => groups.slice(at).findIndex((group) => group !== "0"));
  const lengths = runs.map((run, at) => (run < 0 ? 8 - at : run));
  const longest = Math.max(...lengths);
  if (longest < 2) return groups.join(":");
  const at = lengths.indexOf(longest);
  return `${groups.slice(0, at).join(":")}::${groups.slice(at + longest).join(":")}`;
}
