import { describe, expect, test } from "vitest";
import {
  isStepOpen,
  type SftpRequest,
  type SftpRequestState,
  sftpRequestStateNames,
} from "../../shared/domain/sftp-request.ts";
import { anew, type EpcsHouse, epcsHouse, saidBy } from "../kit/epcs-house.ts";
import { takeEnvironment, type Visitor } from "../kit/in-process.ts";
import { amend, eventsOf, lettersOf, putRows, rowsOf } from "../kit/rows.ts";

takeEnvironment();
const { expireRequests } = await import("../../functions/caretaker/expire-requests.ts");

const form = { contactName: "Rosa Lindgren", softwareName: "Theralytics", claimType: "837P" };
const administrator = { roles: ["security-administrator"] as const };
const house = await epcsHouse([administrator, administrator]);
const support = await epcsHouse([{ roles: ["operator"] }, { roles: ["operator"] }]);
await amend("PRACTICE_TABLE", { pk: `P#${support.practiceId}`, sk: "PRACTICE" }, { isVendor: true });
const begunAt = new Date().toISOString();
await putRows("PRACTICE_TABLE", [
  { pk: "INSTALLATION", sk: "VENDOR", practiceId: support.practiceId, invitationId: "inv_none", begunAt },
]);
const personOf = ({ visitors }: EpcsHouse, number = 0) => visitors[number] as Visitor;
const [asker, operator, colleague] = [personOf(house), personOf(support), personOf(support, 1)];

const requestRow = async (requestId: string) =>
  (await rowsOf("PRACTICE_TABLE", `P#${house.practiceId}`)).find(({ sk }) => sk === `SFTPR#${requestId}`) as unknown as
    | SftpRequest
    | undefined;
const queued = async (queue: string) => (await rowsOf("PRACTICE_TABLE", `SFTPQUEUE#${queue}`)).map(({ sk }) => sk);
async function ask(): Promise<string> {
  return (await asker.done("requestSftpAccount", { body: form, ...anew() })).requestId;
}
async function underApproval<T>(approval: string, work: () => Promise<T>): Promise<T> {
  process.env["SFTP_APPROVAL"] = approval;
  try {
    return await work();
  } finally {
    process.env["SFTP_APPROVAL"] = "operator";
  }
}

test("a user of the practice is no outsider whom a link would be sent to", async () => {
  const email = "rosa@house.example";
  const { keys } = await import("../../shared/data/keys.ts");
  const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
  await putRows("PRACTICE_TABLE", [
    { ...keys.practiceAddress(scopeOf(house.practiceId), email), userId: house.userIds[0] },
  ]);
  const answer = await asker.call("requestSftpAccount", { body: { ...form, vendorEmail: email }, ...anew() });
  expect([saidBy(answer), answer.json.errors]).toEqual([
    "sftp.recipient-is-user",
    [expect.objectContaining({ pointer: "/vendorEmail" })],
  ]);
});

describe("every step at every state, through its route", () => {
  const routes = {
    take: (requestId: string) => operator.call("takeSftpRequest", { path: { requestId }, ...anew() }),
    approve: (requestId: string) => operator.call("approveSftpRequest", { path: { requestId }, ...anew() }),
    reject: (requestId: string) =>
      operator.call("rejectSftpRequest", { path: { requestId }, body: { reason: "No" }, ...anew() }),
    cancel: (requestId: string) =>
      asker.call("cancelSftpRequest", { path: { requestId }, body: { reason: "No" }, ...anew() }),
  } as const;
  const steps = Object.keys(routes) as (keyof typeof routes)[];

  test.each(sftpRequestStateNames)("%s: done where the table has it, and nothing changed where not", async (state) => {
    for (const step of steps) {
      const requestId = await ask();
      await bring(requestId, state);
      const isOpen = isStepOpen(step, state, step === "cancel" ? "practice" : "operator");
      expect(saidBy(await routes[step](requestId)), step).toBe(isOpen ? "done" : "sftp-request.over");
      if (!isOpen) expect((await requestRow(requestId))?.state).toBe(state);
    }
    await amend("PRACTICE_TABLE", { pk: `P#${house.practiceId}`, sk: "PRACTICE" }, { waitingSftpRequests: 0 });
  });

  /** Past the rules, as no route leads to every state from here. */
  async function bring(requestId: string, state: SftpRequestState): Promise<void> {
    await amend("PRACTICE_TABLE", { pk: `P#${house.practiceId}`, sk: `SFTPR#${requestId}` }, { state });
  }
});

test("two operators: the first approval makes nothing, the same person is not the second, and a colleague's decides", async () => {
  const requestId = await ask();
  const approve = (visitor: Visitor) => visitor.call("approveSftpRequest", { path: { requestId }, ...anew() });
  await underApproval("two-operators", async () => {
    const { json } = await approve(operator);
    expect(json).toMatchObject({ state: "in-review", approvalsNeeded: 2, may: ["reject", "comment"] });
    expect(json.accountId).toBeUndefined();
    expect(saidBy(await approve(operator))).toBe("sftp-request.approved-already");
    const second = await approve(colleague);
    expect(second.json).toMatchObject({ state: "provisioned", accountId: expect.stringMatching(/^sfa_/) });
    expect(second.json.approvals).toHaveLength(2);
  });
  const actions = (await eventsOf(house.practiceId, requestId)).map(({ action }) => action);
  expect(actions).toEqual([
    "sftp-request.submitted",
    "sftp-request.supported",
    "sftp-request.approved",
    "sftp-request.provisioned",
  ]);
});

test("automatic: the request is provided at once, and nobody is asked", async () => {
  const before = (await lettersOf(support.practiceId, support.userIds[0] ?? "")).length;
  const { json } = await underApproval("automatic", () =>
    asker.call("requestSftpAccount", { body: { ...form, vendorEmail: "it@vendor.example" }, ...anew() }),
  );
  expect(json).toMatchObject({ state: "provisioned", decidedByName: "Gatehouse", accountId: expect.any(String) });
  expect(await queued("over")).toContain(json.requestId);
  expect(await queued("waiting")).not.toContain(json.requestId);
  expect((await lettersOf(support.practiceId, support.userIds[0] ?? "")).length).toBe(before);
});

test("a request repeated with its key is one request", async () => {
  const key = anew();
  const [first, again] = [
    await asker.done("requestSftpAccount", { body: form, ...key }),
    await asker.done("requestSftpAccount", { body: form, ...key }),
  ];
  expect(again.requestId).toBe(first.requestId);
  await asker.done("cancelSftpRequest", { path: { requestId: first.requestId }, body: { reason: "No" }, ...anew() });
});

test("the caretaker ends what nobody decided in 30 days, once, and leaves what is younger or decided", async () => {
  const [old, decided, young] = [await ask(), await ask(), await ask()];
  await operator.done("rejectSftpRequest", { path: { requestId: decided }, body: { reason: "No" }, ...anew() });
  const asked = Date.parse(String((await requestRow(old))?.requestedAt));
  const youngAt = Date.parse(String((await requestRow(young))?.requestedAt));
  const end = asked + 30 * 86_400_000;
  expect(youngAt).toBeGreaterThan(asked);
  await expireRequests(new Date(end - 1));
  expect((await requestRow(old))?.state).toBe("submitted");
  const now = new Date(end + Math.floor((youngAt - asked) / 2) + 1);
  await expireRequests(now);
  await expireRequests(now);
  expect((await requestRow(old))?.state).toBe("expired");
  expect((await requestRow(decided))?.state).toBe("rejected");
  expect((await requestRow(young))?.state).toBe(youngAt + 30 * 86_400_000 <= now.getTime() ? "expired" : "submitted");
  const events = await eventsOf(house.practiceId, old);
  const told = events.filter(({ action }) => action === "sftp-request.expired");
  expect(told).toHaveLength(1);
  expect(told[0]?.["actorId"]).toBe("caretaker");
  expect(await queued("over")).toContain(old);
  expect(await lettersOf(house.practiceId, house.userIds[0] ?? "")).toContain("sftp-request-changed");
});
