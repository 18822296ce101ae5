import { PublishCommand, type PublishCommandInput, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Sns, startSns } from "../../../../infra/local/services/sns/server.ts";

const text = (changes: Partial<PublishCommandInput> = {}) =>
  new PublishCommand({
    PhoneNumber: "+13125550147",
    Message: "Gatehouse: 48291370 is <your> code & more",
    MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } },
    ...changes,
  });
const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "accepted",
    (error: unknown) => (error instanceof Error ? error.name : "not an error"),
  );

describe("the text catcher", () => {
  let sns: Sns;
  let sdk: SNSClient;
  beforeAll(async () => {
    sns = await startSns({ file: ":memory:" });
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    sdk = new SNSClient({ endpoint: sns.url, region: "us-east-1", maxAttempts: 1, credentials });
  });
  beforeEach(() => sns.clear());
  afterAll(() => sns.close());

  test("a text is kept as it was sent, under the id that was answered, the newest first", async () => {
    const { MessageId } = await sdk.send(text());
    await sdk.send(text({ Message: "second", MessageAttributes: {} }));
    const [second, first] = sns.texts();
    expect(first).toEqual({
      id: MessageId,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      to: "+13125550147",
      text: "Gatehouse: 48291370 is <your> code & more",
      type: "Transactional",
    });
    expect(second).toMatchObject({ text: "second", type: "Promotional" });
  });
  test.each<[string, Partial<PublishCommandInput>]>([
    ["no number", { PhoneNumber: "" }],
    ["a number without its country", { PhoneNumber: "3125550147" }],
    ["a number with blanks", { PhoneNumber: "+1 312 555 0147" }],
    ["an empty text", { Message: "" }],
    ["a text of more than 1,600 characters", { Message: "x".repeat(1601) }],
  ])("%s is an invalid parameter", async (_, changes) => {
    expect(await refusalOf(sdk.send(text(changes)))).toBe("InvalidParameterException");
    expect(sns.texts()).toEqual([]);
  });
  test("a kind of text that does not exist is refused", async () => {
    const attribute = { DataType: "String", StringValue: "Urgent" };
    const refused = sdk.send(text({ MessageAttributes: { "AWS.SNS.SMS.SMSType": attribute } }));
    expect(await refusalOf(refused)).toBe("InvalidParameterValue");
  });
  test("a topic, and a call that is not emulated, are refused", async () => {
    const topic = new PublishCommand({ TopicArn: "arn:aws:sns:us-east-1:000000000000:news", Message: "news" });
    expect(await refusalOf(sdk.send(topic))).toBe("NotFoundException");
    const subscription = new SubscribeCommand({ TopicArn: "arn:aws:sns:us-east-1:000000000000:news", Protocol: "sms" });
    expect(await refusalOf(sdk.send(subscription))).toBe("InvalidAction");
    expect(sns.texts()).toEqual([]);
  });
});
