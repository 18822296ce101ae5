import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import type { MailRow, Text } from "../../shared/data/outbox.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { crashAt, startAwsProxy } from "../kit/aws-proxy.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { mailsTo } from "../kit/inbox.ts";
import { ownTable } from "../kit/own-table.ts";
import { aPhoneNumber, unique } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";

const { dynamodb = "", sns = "" } = inject("endpoints");
const proxy = await startAwsProxy({ dynamodb, sns });
takeEnvironment({
  AWS_ENDPOINT_URL_DYNAMODB: proxy.urls["dynamodb"] ?? "",
  AWS_ENDPOINT_URL_SNS: proxy.urls["sns"] ?? "",
});
const { store } = await import("../../shared/data/client.ts");
const { mailRow } = await import("../../shared/data/outbox.ts");
const { textedCode, mailedCode } = await import("../../shared/secrets/codes.ts");
const { currentKeyVersion } = await import("../../shared/secrets/key-ring.ts");

const practiceId = unique("prc");
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

async function queued(to = aPhoneNumber()): Promise<MailRow & Text> {
  const secret = {
    kind: "texted-code" as const,
    pendingId: unique("pnd"),
    generation: 1,
    keyVersion: await currentKeyVersion(),
  };
  const text: Text = {
    channel: "sms",
    letter: "texted-code",
    to,
    subjectId: to,
    subjectName: "Ben Sato",
    params: { minutes: "10" },
    secret,
  };
  const row = mailRow(scopeOf(practiceId), text, new Date());
  await store.send(new PutCommand({ TableName: table.name, Item: row }));
  return row as MailRow & Text;
}
const now = async ({ pk, sk }: MailRow) =>
  (await store.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))).Item;
const wake = async (event: object) => (await handlerOf("mailer"))(event as never, someContext);
const sweep = () => wake({ sweep: true });
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const arrivedAt = async (to: string) => await mailsTo(inject("place").toolsUrl, to);
const record = ({ pk, sk }: MailRow) => ({
  eventName: "INSERT",
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
});
const published = () => proxy.calls.filter(({ service }) => service === "sns").length;

test("a text is sent as the stream brings it, with a code that its row does not hold, marked and told", async () => {
  const row = await queued();
  await wake({ Records: [record(row)] });
  const after = await now(row);
  expect(after).toMatchObject({ state: "sent", messageId: expect.any(String) });
  const code = await textedCode({ ...row.secret, phone: row.to });
  expect(await arrivedAt(row.to)).toEqual([expect.objectContaining({ text: expect.stringContaining(code) })]);
  const told = await eventsOf(practiceId, row.to);
  expect(told.map(({ action, reason }) => [action, reason])).toEqual([["mail.sent", "texted-code"]]);
  expect(JSON.stringify([after, told])).not.toContain(code);
});

test("a code is another one for another number, challenge, generation and channel", async () => {
  const { secret, to: phone } = await queued();
  const others = await Promise.all([
    textedCode({ ...secret, phone }),
    textedCode({ ...secret, phone: aPhoneNumber() }),
    textedCode({ ...secret, phone, pendingId: unique("pnd") }),
    textedCode({ ...secret, phone, generation: 2 }),
    mailedCode(secret),
  ]);
  expect(new Set(others).size).toBe(others.length);
});

test("a crash between the publishing and the mark sends the same text again after the lease, and one event", async () => {
  const [calm, row] = [await queued(), await queued()];
  proxy.decide();
  await wake({ Records: [record(calm)] });
  const mark = proxy.calls.findIndex(({ operation }) => operation === "TransactWriteItems") + 1;
  expect(mark).toBeGreaterThan(1);
  proxy.decide(crashAt(mark, "before"));
  await wake({ Records: [record(row)] }).catch(() => undefined);
  proxy.decide();
  expect(await now(row)).toMatchObject({ state: "queued" });
  expect(await arrivedAt(row.to)).toHaveLength(1);
  later(62);
  await sweep();
  const texts = await arrivedAt(row.to);
  expect(texts).toHaveLength(2);
  expect(texts[0]?.text).toBe(texts[1]?.text);
  expect(await now(row)).toMatchObject({ state: "sent" });
  later(120);
  await sweep();
  expect(await arrivedAt(row.to)).toHaveLength(2);
  expect((await eventsOf(practiceId, row.to)).map(({ action }) => action)).toEqual(["mail.sent"]);
});

test("a text that SNS does not take is tried again while its code is good, then given up and told", async () => {
  const row = await queued();
  proxy.decide(({ service }) => (service === "sns" ? { status: 503, json: {} } : "pass"));
  await wake({ Records: [record(row)] });
  for (let times = 0; times < 30 && (await now(row))?.["state"] === "queued"; times++) {
    later(60);
    await sweep();
  }
  expect(await now(row)).toMatchObject({ state: "abandoned" });
  expect(published()).toBe(4);
  expect((await eventsOf(practiceId, row.to)).map(({ action }) => action)).toEqual(["mail.abandoned"]);
});

test("what is no phone number is given up at once, without asking SNS", async () => {
  const row = await queued("3125550147");
  proxy.decide();
  await wake({ Records: [record(row)] });
  expect(published()).toBe(0);
  expect(await now(row)).toMatchObject({ state: "abandoned" });
});
