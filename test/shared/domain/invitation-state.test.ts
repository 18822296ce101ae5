import fc from "fast-check";
import { expect, test } from "vitest";
import { type Delivery, laterOf } from "../../../shared/domain/delivery.ts";
import { freeAtOf, reminderAtOf } from "../../../shared/domain/invitation.ts";
import { invitationStateOf } from "../../../shared/domain/invitation-state.ts";

const at = (minutes: number) => new Date(Date.parse("2026-03-01T12:00:00.000Z") + minutes * 60_000);
const ago = (...minutes: readonly number[]) => minutes.map((count) => at(-count).toISOString());

test.each([
  ["none has left", [], "resend", undefined],
  ["one left nine minutes ago", ago(9), "resend", at(1)],
  ["one left ten minutes ago", ago(10), "resend", at(0)],
  ["one left just now, and the address is corrected", ago(0), "edit", undefined],
  ["five left today", ago(500, 400, 300, 200, 100), "resend", at(24 * 60 - 500)],
  ["five left today, and the address is corrected", ago(500, 400, 300, 200, 100), "edit", undefined],
  ["the first of five left yesterday", ago(1441, 400, 300, 200, 100), "resend", at(-1)],
  ["ten left today, and the address is corrected", ago(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), "edit", at(24 * 60 - 9)],
] as const)("when %s, the next letter is free at the right moment", (_, sentAts, why, free) => {
  expect(freeAtOf(sentAts, why)).toEqual(free);
});

test("a reminder leaves two days before the end, and none of a link that lives shortly", () => {
  expect(reminderAtOf(at(7 * 24 * 60).toISOString(), at(0))).toEqual(at(5 * 24 * 60));
  expect(reminderAtOf(at(2 * 24 * 60).toISOString(), at(0))).toBeUndefined();
});

const waiting = { status: "invited", invitationExpiresAt: at(60).toISOString() } as const;
test.each([
  [{ ...waiting }, "sent"],
  [{ ...waiting, delivery: "queued" }, "queued"],
  [{ ...waiting, delivery: "delivered" }, "delivered"],
  [{ ...waiting, delivery: "bounced" }, "bounced"],
  [{ ...waiting, delivery: "suppressed" }, "suppressed"],
  [{ ...waiting, invitationExpiresAt: at(0).toISOString(), delivery: "delivered" }, "expired"],
  [{ ...waiting, invitationExpiresAt: at(0).toISOString(), delivery: "bounced" }, "bounced"],
  [{ ...waiting, invitationRevokedAt: at(-1).toISOString(), delivery: "bounced" }, "revoked"],
  [{ ...waiting, status: "provisioning" }, "sent"],
  [{ ...waiting, status: "active", delivery: "delivered" }, undefined],
  [{ ...waiting, status: "disabled" }, undefined],
] as const)("%j stands as %s", (facts, state) => {
  expect(invitationStateOf(facts, at(0))).toBe(state);
});

test("of a letter's events the last word is the same in every order, three times each", () => {
  const told = ["sent", "delivered", "complained", "failed", "queued"] as const;
  fc.assert(
    fc.property(fc.shuffledSubarray([...told, ...told, ...told], { minLength: 15 }), (events) => {
      const last = events.reduce<Delivery | undefined>(laterOf, undefined);
      expect(last).toBe("complained");
    }),
  );
});
