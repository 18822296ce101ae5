import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import type { AddressedMail, MailRow } from "../../shared/data/outbox.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { startAwsProxy } from "../kit/aws-proxy.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { mailsTo } from "../kit/inbox.ts";
import { ownTable } from "../kit/own-table.ts";
import { unique } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";

const proxy = await startAwsProxy({ ses: inject("endpoints")["ses"] ?? "" });
takeEnvironment({ AWS_ENDPOINT_URL_SES: proxy.urls["ses"] ?? "" });
const { store } = await import("../../shared/data/client.ts");
const { mailRow } = await import("../../shared/data/outbox.ts");
const { newId } = await import("../../shared/data/ids.ts");
const { keys } = await import("../../shared/data/keys.ts");
const { invitationLetters } = await import("../../shared/invitations/letter.ts");
const { currentKeyVersion } = await import("../../shared/secrets/key-ring.ts");

const practiceId = unique("prc").replace(".", "-");
let table: Awaited<ReturnType<typeof ownTable>>;
beforeAll(async () => {
  table = await ownTable(process.env["PRACTICE_TABLE"] ?? "");
  process.env["PRACTICE_TABLE"] = table.name;
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  vi.spyOn(process.stdout, "write").mockImplementation(() => true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  proxy.decide();
});
afterAll(async () => {
  await table.remove();
  await proxy.close();
});

const aLetterTo = (to: string): AddressedMail => ({
  letter: "account-locked",
  to,
  subjectId: to,
  subjectName: "Ben Sato",
  params: { practiceName: "Sunrise Clinic", firstName: "Ben", at: "noon", until: "one", address: "127.0.0.1" },
  secret: { kind: "page-link", page: "signin" },
});

async function queued(to = `${unique("ben")}@sunrise.example`): Promise<MailRow> {
  const row = mailRow(scopeOf(practiceId), aLetterTo(to), new Date());
  await store.send(new PutCommand({ TableName: table.name, Item: row }));
  return row;
}
const now = async ({ pk, sk }: MailRow) =>
  (await store.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))).Item;
const wake = async (event: object) => (await handlerOf("mailer"))(event as never, someContext);
const sweep = () => wake({ sweep: true });
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const arrivedAt = async (to: string) => await mailsTo(inject("place").toolsUrl, to);
const record = ({ pk, sk }: MailRow, eventName = "INSERT") => ({
  eventName,
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
});

test("a new mail is sent as the stream brings it, marked, and out of the queue", async () => {
  const row = await queued();
  expect(await wake({ Records: [record(row)] })).toEqual({ batchItemFailures: [] });
  const after = await now(row);
  expect(after).toMatchObject({ state: "sent", messageId: expect.any(String), attempts: 0 });
  expect(after).not.toHaveProperty("mailQueue");
  expect(after).not.toHaveProperty("dueAt");
  expect(await arrivedAt(row.to)).toHaveLength(1);
  expect((await eventsOf(practiceId, row.to)).map(({ action }) => action)).toEqual(["mail.sent"]);
});

test("the stream bringing it three times, and the sweep after it, send it once", async () => {
  const row = await queued();
  await Promise.all([1, 2, 3].map(() => wake({ Records: [record(row), record(row)] })));
  later(120);
  await sweep();
  expect(await arrivedAt(row.to)).toHaveLength(1);
});

test.each(["MODIFY", "REMOVE"])("a row that is told as %s is not sent", async (eventName) => {
  const row = await queued();
  await wake({ Records: [record(row, eventName)] });
  expect(await now(row)).toMatchObject({ state: "queued" });
  later(31);
  await sweep();
});

test("a mail that the stream forgot leaves with the sweep, not before half a minute", async () => {
  const row = await queued();
  later(29);
  await sweep();
  expect(await now(row)).toMatchObject({ state: "queued" });
  later(2);
  await sweep();
  expect(await now(row)).toMatchObject({ state: "sent" });
});

test("a mail that SES does not take is tried again ever later, eight times, then given up and told", async () => {
  const row = await queued();
  proxy.decide(() => ({ status: 503, json: {} }));
  await wake({ Records: [record(row)] });
  for (let attempts = 1; attempts < 8; attempts++) {
    const waiting = await now(row);
    const wait = Date.parse(String(waiting?.["dueAt"])) - Date.now();
    expect([waiting?.["state"], waiting?.["attempts"], wait]).toEqual(["queued", attempts, 30_000 * 2 ** attempts]);
    later(wait / 1000 - 1);
    await sweep();
    expect((await now(row))?.["attempts"]).toBe(attempts);
    later(62);
    await sweep();
  }
  expect(proxy.calls).toHaveLength(8);
  expect(await now(row)).toMatchObject({ state: "abandoned" });
  later(86_400);
  await sweep();
  expect(proxy.calls).toHaveLength(8);
  const told = await eventsOf(practiceId, row.to);
  expect(told.map(({ action, outcome }) => [action, outcome])).toEqual([["mail.abandoned", "failed"]]);
});

test("an address that no mail can carry is given up at once, without asking SES", async () => {
  const row = await queued(`${unique("ben")}@nowhere`);
  proxy.decide();
  await wake({ Records: [record(row)] });
  expect(proxy.calls).toEqual([]);
  expect(await now(row)).toMatchObject({ state: "abandoned" });
});

test("one mail that cannot be sent does not hold up the others of its batch", async () => {
  const [bad, good] = [await queued(`${unique("ben")}@nowhere`), await queued()];
  await wake({ Records: [record(bad), record(good)] });
  expect([(await now(bad))?.["state"], (await now(good))?.["state"]]).toEqual(["abandoned", "sent"]);
});

test("a letter for later does not leave with the stream, nor with a sweep before its time", async () => {
  const to = `${unique("ben")}@sunrise.example`;
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const row = mailRow(
    scopeOf(practiceId),
    { ...aLetterTo(to), later: { mailId: unique("eml").replace(".", "-"), at } } as AddressedMail,
    new Date(),
  );
  await store.send(new PutCommand({ TableName: table.name, Item: row }));
  await wake({ Records: [record(row)] });
  later(3590);
  await sweep();
  expect(await arrivedAt(to)).toEqual([]);
  later(11);
  await sweep();
  expect(await arrivedAt(to)).toHaveLength(1);
  expect(await now(row)).toMatchObject({ state: "sent" });
});

/** An invitation with its reminder in the outbox. */
async function reminderOf(changes: Partial<Invitation> = {}): Promise<MailRow> {
  const [scope, made] = [scopeOf(practiceId), new Date()];
  const invitation: Invitation = {
    practiceId,
    invitationId: newId("inv", made),
    userId: newId("usr", made),
    kind: "member",
    email: `${unique("ina")}@sunrise.example`,
    generation: 1,
    keyVersion: await currentKeyVersion(),
    expiresAt: new Date(made.getTime() + 7 * 86_400_000).toISOString(),
    source: "console",
    type: "staff",
    roles: ["member"],
    ...changes,
  };
  const practice = { name: "Sunrise Clinic", timeZone: "America/Chicago" };
  const facts = { practice, person: { firstName: "Ina", lastName: "Late" }, mailId: newId("eml", made) };
  const [, reminder] = invitationLetters(invitation, facts, made);
  const row = mailRow(scope, reminder as AddressedMail, made);
  for (const Item of [{ ...keys.invitation(scope, invitation.invitationId), ...invitation }, row])
    await store.send(new PutCommand({ TableName: table.name, Item }));
  return row;
}

test("a reminder leaves once though the schedule runs three times at once, and none to who has registered or got another link", async () => {
  const [waiting, registered, revoked] = [
    await reminderOf(),
    await reminderOf({ usedAt: new Date().toISOString() }),
    await reminderOf({ revokedAt: new Date().toISOString() }),
  ];
  const newer = await reminderOf({ generation: 2 });
  await store.send(
    new PutCommand({ TableName: table.name, Item: { ...newer, secret: { ...newer.secret, generation: 1 } } }),
  );
  later(5 * 86_400 + 60);
  await Promise.all([sweep(), sweep(), sweep()]);
  await sweep();
  expect(await arrivedAt(waiting.to)).toHaveLength(1);
  for (const row of [registered, revoked, newer]) {
    expect(await arrivedAt(row.to)).toEqual([]);
    expect(await now(row)).toMatchObject({ state: "left-out" });
  }
});
