import { describe, expect, test } from "vitest";
import { Refusal } from "../../../shared/domain/refusal.ts";
import {
  assertOthersRequest,
  assertSftpRequestStep,
  isStepOpen,
  mostComments,
  type SftpRequestHand,
  type SftpRequestState,
  type SftpRequestStep,
  sftpApprovals,
  sftpRequestDays,
  sftpRequestEndsAt,
  sftpRequestHands,
  sftpRequestStateNames,
  sftpRequestStepNames,
  sftpRequestSteps,
  stepOfApproval,
  withComment,
  writeOfSteps,
} from "../../../shared/domain/sftp-request.ts";
import { asUsernamePart, claimTypeInWords } from "../../../shared/domain/sftp-software.ts";

/** Every step that may be taken, written by hand: `from hand step to`. What is not here is refused. */
const open = new Set(
  ["submitted", "in-review"].flatMap((from) => [
    `${from} practice cancel cancelled`,
    `${from} operator take in-review`,
    `${from} operator support in-review`,
    `${from} operator approve approved`,
    `${from} operator reject rejected`,
    `${from} installation approve approved`,
    `${from} installation expire expired`,
  ]),
).add("approved installation provision provisioned");

const requestedAt = "2026-11-01T12:00:00.000Z";
const day = 86_400_000;
const dayAfter = (days: number) => new Date(Date.parse(requestedAt) + days * day);

const tried = sftpRequestStateNames.flatMap((from) =>
  sftpRequestStateNames.flatMap((to) =>
    sftpRequestHands.flatMap((hand) => sftpRequestStepNames.map((step) => ({ from, to, hand, step }))),
  ),
);

test("every pair of states was tried by every hand with every step", () => {
  expect(sftpRequestStateNames).toHaveLength(7);
  expect(tried).toHaveLength(7 * 7 * 3 * 7);
});

test.each(sftpRequestStateNames.flatMap((from) => sftpRequestStateNames.map((to) => [from, to] as const)))(
  "from %s to %s: by just the hands and steps of the table",
  (from, to) => {
    const wanted = tried.filter((each) => each.from === from && each.to === to);
    for (const { hand, step } of wanted) {
      const leads = sftpRequestSteps[step].to === to && isStepOpen(step, from, hand);
      expect(leads, `${hand} ${step}`).toBe(open.has(`${from} ${hand} ${step} ${to}`));
      if (sftpRequestSteps[step].to !== to) continue;
      const at = step === "expire" ? dayAfter(sftpRequestDays) : dayAfter(1);
      expect(refusalOf(step, { from, hand, at }), `${hand} ${step}`).toBe(leads ? undefined : "sftp-request.over");
    }
  },
);

function refusalOf(
  step: SftpRequestStep,
  { from, hand, at }: { from: SftpRequestState; hand: SftpRequestHand; at: Date },
): string | undefined {
  try {
    assertSftpRequestStep(step, { state: from, requestedAt }, { hand, now: at });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test("what is decided, cancelled or expired stays so", () => {
  for (const state of ["rejected", "provisioned", "cancelled", "expired"] as const)
    expect(tried.filter(({ from, hand, step }) => from === state && isStepOpen(step, from, hand))).toEqual([]);
});

describe("a request that nobody decides", () => {
  test("ends after 30 days to the millisecond, for everybody but the caretaker", () => {
    const end = sftpRequestEndsAt({ requestedAt });
    expect(end).toEqual(dayAfter(30));
    const [before, after] = [new Date(end.getTime() - 1), end];
    for (const from of ["submitted", "in-review"] as const) {
      expect(refusalOf("approve", { from, hand: "operator", at: before })).toBeUndefined();
      expect(refusalOf("approve", { from, hand: "operator", at: after })).toBe("sftp-request.over");
      expect(refusalOf("cancel", { from, hand: "practice", at: after })).toBe("sftp-request.over");
      expect(refusalOf("expire", { from, hand: "installation", at: before })).toBe("sftp-request.over");
      expect(refusalOf("expire", { from, hand: "installation", at: after })).toBeUndefined();
    }
  });
  test("an account that is approved is made however late", () => {
    expect(refusalOf("provision", { from: "approved", hand: "installation", at: dayAfter(90) })).toBeUndefined();
  });
});

test("the write of steps leads to the last one's state, from exactly what was judged", () => {
  expect(writeOfSteps(["approve", "provision"], { state: "in-review", version: 4 })).toEqual({
    set: { state: "provisioned", version: 5 },
    expect: { state: "in-review", version: 4 },
  });
  expect(writeOfSteps([], { state: "rejected", version: 2 }).set).toEqual({ state: "rejected", version: 3 });
});

describe("who decides (attack 89)", () => {
  const request = { requestedBy: "usr_1", requestedByEmail: "ada@sunrise.example" };
  test.each([
    ["himself", { userId: "usr_1", email: "ada@vendor.example" }, true],
    ["himself by another account of his address", { userId: "usr_2", email: "ada@sunrise.example" }, true],
    ["somebody else", { userId: "usr_2", email: "olu@vendor.example" }, false],
    ["somebody without an address", { userId: "usr_2" }, false],
  ])("%s", (_, decider, isRefused) => {
    const decide = () => assertOthersRequest(request, decider);
    if (isRefused) expect(decide).toThrow(expect.objectContaining({ code: "sftp-request.own" }));
    else expect(decide).not.toThrow();
  });
  test("a request of somebody without an address is nobody's by the address", () => {
    expect(() => assertOthersRequest({ requestedBy: "usr_1" }, { userId: "usr_2" })).not.toThrow();
  });
  test("one approval decides, or the second of two different people where the installation wants two", () => {
    const first = { by: "usr_o", byName: "Olu", at: requestedAt };
    for (const approval of sftpApprovals) {
      const isTwo = approval === "two-operators";
      expect(stepOfApproval({ approvals: [] }, { by: "usr_o", approval })).toBe(isTwo ? "support" : "approve");
      expect(stepOfApproval({ approvals: [first] }, { by: "usr_p", approval })).toBe("approve");
      expect(() => stepOfApproval({ approvals: [first] }, { by: "usr_o", approval })).toThrow(
        expect.objectContaining({ code: "sftp-request.approved-already" }),
      );
    }
  });
});

test("a request has fifty comments at most", () => {
  const comment = { at: requestedAt, by: "usr_1", byName: "Ada", side: "practice", text: "Hello" } as const;
  const many = Array.from({ length: mostComments - 1 }, () => comment);
  expect(withComment({ comments: many }, comment)).toHaveLength(mostComments);
  expect(() => withComment({ comments: [...many, comment] }, comment)).toThrow(
    expect.objectContaining({ code: "sftp-request.too-long" }),
  );
});

test.each([
  ["Sunrise Family Practice", "sunrise-family-practice"],
  ["Théralytics®  2", "theralytics-2"],
  ["  -- Ürban & Sons, LLP --", "urban-sons-llp"],
  ["東京クリニック", ""],
  ["root/../b@c", "root-b-c"],
  ["A".repeat(40), "a".repeat(30)],
  [`${"a".repeat(29)} b`, "a".repeat(29)],
])("%j is written %j in a username", (name, part) => {
  expect(asUsernamePart(name, 30)).toBe(part);
});

test("a kind of claims is said with its form", () => {
  expect(claimTypeInWords("837I")).toBe("837I, institutional (UB-04)");
});
