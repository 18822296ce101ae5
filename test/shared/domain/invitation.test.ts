import { expect, test } from "vitest";
import { stateOf } from "../../../shared/domain/invitation.ts";
import { anInvitation } from "../../kit/builders.ts";

const expiresAt = "2026-01-09T00:00:00.000Z";
const at = (milliseconds: number) => new Date(Date.parse(expiresAt) + milliseconds);

test.each([
  { offset: -1, state: "open" },
  { offset: 0, state: "expired" },
  { offset: 1, state: "expired" },
])("$offset ms from its end an invitation is $state", ({ offset, state }) => {
  expect(stateOf(anInvitation({ expiresAt }), at(offset))).toBe(state);
});

test.each([-1, 0, 1])("a used invitation stays used, also %i ms from its end", (offset) => {
  expect(stateOf(anInvitation({ expiresAt, usedAt: "2026-01-03T00:00:00.000Z" }), at(offset))).toBe("registered");
});
