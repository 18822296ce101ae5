import { expect, test } from "vitest";
import { isResetOpen } from "../../../shared/domain/password-reset.ts";
import type { User } from "../../../shared/domain/user.ts";
import { aUser } from "../../kit/builders.ts";

const expiresAt = "2026-01-02T04:04:05.678Z";
const at = (ms: number) => new Date(Date.parse(expiresAt) + ms);
const email = aUser().email!;
const linked = (own: Partial<User> = {}) =>
  aUser({ resetGeneration: 3, reset: { expiresAt, email, securityVersion: 1 }, ...own });

test.each<[string, Partial<User>, number, number, boolean]>([
  ["the newest link", {}, 3, -1, true],
  ["a link whose hour is over", {}, 3, 0, false],
  ["a link before the newest", {}, 2, -1, false],
  ["a link that was never sent", {}, 4, -1, false],
  ["a link after a change of the address", { email: "other@sunrise.example" }, 3, -1, false],
  ["a link after a change of role, status or password", { securityVersion: 2 }, 3, -1, false],
  ["a used link", { reset: undefined, resetGeneration: 4 }, 3, -1, false],
  ["the number after a used link", { reset: undefined, resetGeneration: 4 }, 4, -1, false],
])("%s of an account %j with number %d at %d ms is open: %s", (_, own, generation, ms, isOpen) => {
  expect(isResetOpen(linked(own), generation, at(ms))).toBe(isOpen);
});
