import { expect, test } from "vitest";
import { type StoredUserStatus, secondSteps, standingOf } from "../../../shared/domain/user-status.ts";

const now = new Date("2026-01-02T12:00:00.000Z");
const around = { past: new Date(now.getTime() - 1), now, future: new Date(now.getTime() + 1), never: undefined };
const moments = Object.entries(around);

const isOpen = { invited: true, provisioning: true, active: false, disabled: false } as const;
const cases = (Object.keys(isOpen) as StoredUserStatus[]).flatMap((stored) =>
  (Object.keys(secondSteps) as (keyof typeof secondSteps)[]).flatMap((secondStep) =>
    moments.flatMap(([expiry, invitationExpiresAt]) =>
      moments.flatMap(([lock, lockedUntil]) =>
        moments.map(([end, expiresAt]) => {
          return { stored, secondStep, expiry, invitationExpiresAt, lock, lockedUntil, end, expiresAt };
        }),
      ),
    ),
  ),
);

test("every combination of stored status, second step, expiry and lock was looked at", () => {
  expect(cases).toHaveLength(4 * 4 * 4 * 4 * 4);
});

test.each(cases)(
  "$stored, second step $secondStep, expires $expiry, lock ends $lock, account $end: one status",
  (facts) => {
    const isEnded = facts.end === "past" || facts.end === "now";
    const open = facts.lock === "future" ? "locked" : "active";
    expect(standingOf(facts, now).status).toBe(facts.stored === "disabled" ? "disabled" : isEnded ? "expired" : open);
  },
);

test.each(cases)(
  "$stored, second step $secondStep, expires $expiry, lock ends $lock, account $end: one registration",
  (facts) => {
    const isOver = facts.expiry === "past" || facts.expiry === "now";
    const open = isOver ? "invitation-expired" : "invited";
    const entered = facts.secondStep === "none" ? "setup-incomplete" : "registered";
    expect(standingOf(facts, now).registration).toBe(isOpen[facts.stored] ? open : entered);
  },
);
