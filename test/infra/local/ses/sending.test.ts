import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetAccountSendingEnabledCommand,
  GetSendQuotaCommand,
  SESClient,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendRawEmailCommand,
  VerifyEmailIdentityCommand,
} from "@aws-sdk/client-ses";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Ses, startSes } from "../../../../infra/local/services/ses/server.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

function sdkFor(ses: Ses): SESClient {
  return new SESClient({ endpoint: ses.url, region: "us-east-1", maxAttempts: 1, credentials });
}

function mail(changes: Partial<SendEmailCommandInput> = {}): SendEmailCommand {
  return new SendEmailCommand({
    Source: "Gatehouse <no-reply@mail.example.org>",
    Destination: { ToAddresses: ["ann@example.com"] },
    Message: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Text" }, Html: { Data: "<p>Html</p>" } } },
    ConfigurationSetName: "letters",
    ...changes,
  });
}

function subjectOf(subject: string): SendEmailCommandInput["Message"] {
  return { Subject: { Data: subject }, Body: { Text: { Data: "Text" } } };
}

function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "accepted",
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "not an error"),
  );
}

function prepare(ses: Ses): void {
  ses.verifyIdentity("example.org");
  ses.createConfigurationSet("letters");
}

describe("the mail catcher", () => {
  let ses: Ses;
  let sdk: SESClient;

  beforeAll(async () => {
    ses = await startSes({ file: ":memory:" });
    prepare(ses);
    sdk = sdkFor(ses);
  });
  beforeEach(() => ses.clear());
  afterAll(() => ses.close());

  test("a mail is kept as it was sent, under the id that was answered", async () => {
    const { MessageId } = await sdk.send(mail());
    expect(ses.messages()).toEqual([
      {
        id: MessageId,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        from: "Gatehouse <no-reply@mail.example.org>",
        to: ["ann@example.com"],
        subject: "Hello",
        text: "Text",
        html: "<p>Html</p>",
      },
    ]);
  });

  test("the newest mail comes first", async () => {
    for (const subject of ["first", "second", "third"]) await sdk.send(mail({ Message: subjectOf(subject) }));
    expect(ses.messages().map((message) => message.subject)).toEqual(["third", "second", "first"]);
  });

  test("letters beyond ASCII arrive whole", async () => {
    const text = "Grüße, Ånn — 患者 & <b>'\"</b> +100% ✓";
    await sdk.send(mail({ Message: { Subject: { Data: text }, Body: { Html: { Data: text } } } }));
    expect(ses.messages()[0]).toMatchObject({ subject: text, html: text, text: "" });
  });

  test("copies are addressed too", async () => {
    const Destination = {
      ToAddresses: ["a@example.com"],
      CcAddresses: ["b@example.com"],
      BccAddresses: ["c@example.com"],
    };
    await sdk.send(mail({ Destination }));
    expect(ses.messages()[0]?.to).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
  });

  test("a sender nobody verified is rejected, and nothing is kept", async () => {
    const lookalikes = ["a@example.net", "a@notexample.org", "a@example.org.example.net"];
    for (const Source of lookalikes) {
      expect(await refusalOf(sdk.send(mail({ Source })))).toMatch(
        /^MessageRejected: Email address is not verified\. .* US-EAST-1: a@/,
      );
    }
    expect(ses.messages()).toEqual([]);
  });

  test("a single address can be verified, and its domain is not", async () => {
    ses.verifyIdentity("Office@Practice.example");
    expect(await refusalOf(sdk.send(mail({ Source: "office@practice.example" })))).toBe("accepted");
    expect(await refusalOf(sdk.send(mail({ Source: "other@practice.example" })))).toMatch(/^MessageRejected/);
  });

  test("a mail to nobody is refused", async () => {
    expect(await refusalOf(sdk.send(mail({ Destination: {} })))).toBe(
      "InvalidParameterValue: Missing required header 'To'.",
    );
  });

  test("a mail to more than fifty is refused", async () => {
    const ToAddresses = Array.from({ length: 51 }, (_, number) => `a${number}@example.com`);
    expect(await refusalOf(sdk.send(mail({ Destination: { ToAddresses } })))).toBe(
      "InvalidParameterValue: Recipient count exceeds 50.",
    );
  });

  test("a configuration set that does not exist is named", async () => {
    expect(await refusalOf(sdk.send(mail({ ConfigurationSetName: "other" })))).toBe(
      "ConfigurationSetDoesNotExistException: Configuration set <other> does not exist.",
    );
  });

  test.each(["ann", "ann@", "ann@example.com, eve@example.net", "Ann <ann@@example.com>", ""])(
    "%j is no address",
    async (address) => {
      expect(await refusalOf(sdk.send(mail({ Destination: { ToAddresses: [address] } })))).toMatch(
        /^InvalidParameterValue: /,
      );
    },
  );

  test.each([
    ["the subject", { Message: subjectOf("Hello\r\nBcc: eve@example.net") }],
    ["a recipient", { Destination: { ToAddresses: ["ann@example.com\nBcc: eve@example.net"] } }],
    ["the sender", { Source: "x\r\nBcc: eve@example.net <no-reply@example.org>" }],
    ["the reply address", { ReplyToAddresses: ["ann@example.com\r\nBcc: eve@example.net"] }],
  ])("a line break in %s cannot add a header", async (_where, changes) => {
    expect(await refusalOf(sdk.send(mail(changes)))).toMatch(/^InvalidParameterValue: Illegal/);
    expect(ses.messages()).toEqual([]);
  });

  test("a mail without any body is refused", async () => {
    expect(await refusalOf(sdk.send(mail({ Message: { Subject: { Data: "Hello" }, Body: {} } })))).toBe(
      "InvalidParameterValue: Message body is empty.",
    );
  });

  test("a mail in MIME is kept with its headers read", async () => {
    const mime =
      "From: no-reply@example.org\r\nTo: ann@example.com,\r\n bob@example.com\r\nSubject: Raw\r\n\r\nBody\r\n\r\nMore";
    await sdk.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(mime) } }));
    expect(ses.messages()[0]).toMatchObject({
      from: "no-reply@example.org",
      to: ["ann@example.com", "bob@example.com"],
      subject: "Raw",
      text: "Body\n\nMore",
    });
  });

  test("the quota counts what was sent, and sending is on", async () => {
    await sdk.send(mail());
    expect(await sdk.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 50000, SentLast24Hours: 1 });
    expect((await sdk.send(new GetAccountSendingEnabledCommand({}))).Enabled).toBe(true);
  });

  test("an operation that is not built says so", async () => {
    const call = new VerifyEmailIdentityCommand({ EmailAddress: "eve@example.net" });
    expect(await refusalOf(sdk.send(call))).toBe(
      "InvalidAction: Could not find operation VerifyEmailIdentity for version 2010-12-01",
    );
  });

  test("clearing empties the mailbox", async () => {
    await sdk.send(mail());
    expect(ses.messages()).toHaveLength(1);
    ses.clear();
    expect(ses.messages()).toEqual([]);
  });
});

test("mails caught before a restart are still there, and new ones come before them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mail-"));
  const file = join(folder, "ses.sqlite");
  const before = await startSes({ file });
  prepare(before);
  await sdkFor(before).send(mail({ Message: subjectOf("before") }));
  await before.close();
  const after = await startSes({ file });
  prepare(after);
  await sdkFor(after).send(mail({ Message: subjectOf("after") }));
  expect(after.messages().map((message) => message.subject)).toEqual(["after", "before"]);
  await after.close();
  rmSync(folder, { recursive: true, force: true });
});
