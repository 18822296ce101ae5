import { BlockList, isIP } from "node:net";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAddressIn, isRangeWithin, rangeInOneForm } from "../../../shared/domain/address.ts";

/** Node's own arithmetic, as the reference. */
function referee(address: string, range: string): boolean {
  const [network = "", prefix = ""] = range.split("/");
  const list = new BlockList();
  const family = isIP(network) === 4 ? "ipv4" : "ipv6";
  list.addSubnet(network, Number(prefix), family);
  return list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}

const word4 = fc.integer({ min: 0, max: 0xffffffff });
const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
/** Few different groups, so that runs of noughts and near misses are common. */
const group = fc.oneof(fc.constant(0), fc.constant(0), fc.constantFrom(1, 0xffff, 0x2001, 0xdb8), fc.nat(0xffff));
const groups = fc.array(group, { minLength: 8, maxLength: 8 });
const colons = (parts: readonly number[]) => parts.map((part) => part.toString(16)).join(":");
/** An address that differs from another in one bit. */
const flipped = (parts: readonly number[], bit: number) =>
  parts.map((part, at) => (at === bit >> 4 ? part ^ (1 << (15 - (bit & 15))) : part));
const isMapped = (parts: readonly number[]) => parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff;

describe("agrees with Node's own arithmetic", () => {
  test("on any IPv4 address and range, and on the addresses one bit away", () => {
    let inside = 0;
    void fc.assert(
      fc.property(word4, fc.nat(32), fc.nat(32), (value, prefix, bit) => {
        const range = `${dotted(value)}/${prefix}`;
        const near = bit === 32 ? value : (value ^ (1 << (31 - bit))) >>> 0;
        const found = isAddressIn(dotted(near), [range]);
        inside += Number(found);
        expect(found).toBe(referee(dotted(near), range));
        expect(isAddressIn(`::ffff:${dotted(near)}`, [range])).toBe(found);
        expect(isAddressIn(`::FFFF:${(near >>> 16).toString(16)}:${(near & 0xffff).toString(16)}`, [range])).toBe(
          found,
        );
        expect(isAddressIn(dotted(near), [`::ffff:${dotted(value)}/${96 + prefix}`])).toBe(found);
      }),
      { numRuns: 2000 },
    );
    expect(inside).toBeGreaterThan(200);
  });

  test("on any IPv6 address and range, and on the addresses one bit away", () => {
    let inside = 0;
    void fc.assert(
      fc.property(groups, fc.nat(128), fc.nat(128), (parts, prefix, bit) => {
        const near = bit === 128 ? parts : flipped(parts, bit);
        fc.pre(!isMapped(parts) && !isMapped(near));
        const range = `${colons(parts)}/${prefix}`;
        const found = isAddressIn(colons(near), [range]);
        inside += Number(found);
        expect(found).toBe(referee(colons(near), range));
      }),
      { numRuns: 2000 },
    );
    expect(inside).toBeGreaterThan(200);
  });

  test("on what is an address at all, in any of its texts", () => {
    const texts = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom(..."0123456789abcdefg:.:."), maxLength: 24 }),
    );
    let right = 0;
    void fc.assert(
      fc.property(texts, (text) => {
        right += isIP(text) ? 1 : 0;
        expect(rangeInOneForm(text) !== undefined, text).toBe(isIP(text) !== 0);
      }),
      { numRuns: 5000 },
    );
    expect(right).toBeGreaterThan(1000);
  });
});

test("a range has one form, which means the same", () => {
  void fc.assert(
    fc.property(groups, fc.nat(128), (parts, prefix) => {
      fc.pre(!isMapped(parts) || prefix >= 96);
      const shown = rangeInOneForm(`${colons(parts)}/${prefix}`) ?? "";
      expect(rangeInOneForm(shown)).toBe(shown);
      expect(isAddressIn(colons(parts), [shown])).toBe(true);
    }),
  );
});

test.each([
  ["192.0.2.77/24", "192.0.2.0/24"],
  ["192.0.2.77/32", "192.0.2.77"],
  [" 10.1.2.3 ", "10.1.2.3"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:0DB8:0:0:0:0:0:1/32", "2001:db8::/32"],
  ["::1", "::1"],
  ["::/0", "::/0"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["::ffff:192.0.2.77/120", "192.0.2.0/24"],
  ["::ffff:c000:24d", "192.0.2.77"],
  ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
])("%s is kept as %s", (typed, kept) => {
  expect(rangeInOneForm(typed)).toBe(kept);
});

test.each([
  "",
  "/",
  "192.0.2.0/",
  "192.0.2.0/33",
  "192.0.2.0/-1",
  "192.0.2.0/08",
  "192.0.2.0/1e1",
  "192.0.2.0/24/24",
  "192.0.2",
  "192.0.2.256",
  "192.0.2.010",
  "0x7f.0.0.1",
  "2130706433",
  "127.0.0.1:80",
  "[::1]",
  "fe80::1%eth0",
  "::ffff:192.0.2.1/95",
  "::ffff:192.0.2.1/129",
  "1::2::3",
  ":::",
  "1:2:3:4:5:6:7:8::",
  "12345::",
  "192.0.2.1::",
  "localhost",
])("%j is no range", (typed) => {
  expect(rangeInOneForm(typed)).toBeUndefined();
});

test.each(["", "unknown", "192.0.2.1, 10.0.0.1", "192.0.2.1:443"])("what is no address (%j) is in no list", (text) => {
  expect(isAddressIn(text, ["0.0.0.0/0", "::/0"])).toBe(false);
});

test("a range lies within one that begins no later and ends no earlier", () => {
  expect(isRangeWithin("10.1.0.0/16", ["192.0.2.0/24", "10.0.0.0/8"])).toBe(true);
  expect(isRangeWithin("10.0.0.0/8", ["10.0.0.0/8"])).toBe(true);
  expect(isRangeWithin("10.0.0.0/7", ["10.0.0.0/8"])).toBe(false);
  expect(isRangeWithin("::ffff:10.1.2.3", ["10.0.0.0/8"])).toBe(true);
  expect(isRangeWithin("2001:db8::/32", ["0.0.0.0/0"])).toBe(false);
});
