import { expect, test } from "vitest";
import { barrierTo } from "../../../shared/domain/entry.ts";
import { aPractice, aUser } from "../../kit/builders.ts";

const now = new Date("2026-01-02T12:00:00.000Z");
const addresses = ["192.0.2.0/24", "2001:db8::/32"];
const from = (address: string | undefined, own: Parameters<typeof aUser>[0] = {}) =>
  barrierTo({ user: aUser(own), practice: aPractice({ policy: { addresses } }), address }, now);

test.each([
  ["192.0.2.0", undefined],
  ["192.0.2.255", undefined],
  ["::ffff:192.0.2.7", undefined],
  ["::ffff:c000:207", undefined],
  ["2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", undefined],
  ["192.0.1.255", "address"],
  ["192.0.3.0", "address"],
  ["::192.0.2.7", "address"],
  ["::ffff:192.0.3.0", "address"],
  ["2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "address"],
  ["2001:db9::", "address"],
  ["", "address"],
  ["unknown", "address"],
])("where the list says so, from %j the barrier is %s", (address, barrier) => {
  expect(from(address)).toBe(barrier);
});

test("without a list people come from everywhere, and behind Cognito the address is not judged", () => {
  expect(barrierTo({ user: aUser(), practice: aPractice(), address: "203.0.113.9" }, now)).toBeUndefined();
  expect(from(undefined)).toBeUndefined();
});

test("a disabled or expired account is closed before anybody looks at its address", () => {
  expect(from("203.0.113.9", { status: "disabled" })).toBe("not-active");
  expect(from("203.0.113.9", { expiresAt: now.toISOString() })).toBe("expired");
});
