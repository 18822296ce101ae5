import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";

const seen: URLSearchParams[] = [];
let answer = { status: 200, body: "" };
/** Connections that are still to be cut before an answer. */
let cuts = 0;
const ses = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    seen.push(new URLSearchParams(body));
    if (cuts-- > 0) return request.socket.destroy();
    if (answer.status === 0) return;
    response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.body);
  });
});
await new Promise<void>((listening) => ses.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;
Object.assign(process.env, { AWS_ENDPOINT_URL_SES: url, AWS_ENDPOINT_URL_SNS: url });
const { send, Unsendable } = await import("../../../shared/mail/send.ts");
const { sendText } = await import("../../../shared/mail/send-text.ts");

afterAll(() => {
  ses.closeAllConnections();
  ses.close();
});
beforeEach(() => {
  seen.length = 0;
  cuts = 0;
  answer = {
    status: 200,
    body: `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>m-1</MessageId></SendEmailResult></SendEmailResponse>`,
  };
});
const mail = {
  from: "no-reply@gatehouse.example",
  configurationSet: "gatehouse-mail",
  to: "ada.o'brien+x@sunrise.example",
  tags: { practice: "prc_1", mail: "eml_1" },
  subject: "Your invitation to Praxis Süd",
  html: "<p>ü</p>",
  text: "ü",
};

test("a mail goes to SES once, with both parts in UTF-8, and its id comes back", async () => {
  expect(await send(mail)).toBe("m-1");
  expect(seen.map((call) => Object.fromEntries(call))).toEqual([
    expect.objectContaining({
      Action: "SendEmail",
      Source: mail.from,
      ConfigurationSetName: mail.configurationSet,
      "Destination.ToAddresses.member.1": mail.to,
      "Message.Subject.Data": mail.subject,
      "Message.Subject.Charset": "UTF-8",
      "Message.Body.Html.Data": mail.html,
      "Message.Body.Html.Charset": "UTF-8",
      "Message.Body.Text.Data": mail.text,
      "Message.Body.Text.Charset": "UTF-8",
      "Tags.member.1.Name": "practice",
      "Tags.member.1.Value": "prc_1",
      "Tags.member.2.Name": "mail",
      "Tags.member.2.Value": "eml_1",
    }),
  ]);
});

test("a mail whose connection was cut goes once more at once, and then back to the outbox", async () => {
  cuts = 1;
  expect(await send(mail)).toBe("m-1");
  expect(seen).toHaveLength(2);
  cuts = 2;
  await expect(send(mail)).rejects.toThrow();
  expect(seen).toHaveLength(4);
});

test("a text whose connection was cut goes once more at once, as mails do; what is refused does not", async () => {
  cuts = 1;
  const body = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>t-1</MessageId></PublishResult></PublishResponse>`;
  answer = { status: 200, body };
  expect(await sendText({ to: "+13125550147", text: "48291370" })).toBe("t-1");
  expect(seen).toHaveLength(2);
  answer = { status: 500, body: "" };
  await expect(sendText({ to: "+13125550147", text: "48291370" })).rejects.toThrow();
  expect(seen).toHaveLength(3);
});

test.each([
  "victim@a.example\r\nBcc: x@b.example",
  "a@b.example,c@d.example",
  "Ada <a@b.example>",
  '"a b"@c.example',
  "a@b.example\u0000",
  "ä@b.example",
  "a@localhost",
  `${"a".repeat(65)}@b.example`,
  `a@${"b".repeat(260)}.example`,
  "",
])("the recipient %j is refused before SES is asked", async (to) => {
  await expect(send({ ...mail, to })).rejects.toThrow(Unsendable);
  expect(seen).toEqual([]);
});

test.each([{ from: "x@y.example\nBcc: z@z.example" }, { subject: "Hello\r\nBcc: z@z.example" }, { subject: "" }])(
  "%j is refused before SES is asked",
  async (bad) => {
    await expect(send({ ...mail, ...bad })).rejects.toThrow(Unsendable);
    expect(seen).toEqual([]);
  },
);

test("a failing SES is asked once, never again by ourselves", async () => {
  answer = { status: 503, body: "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>" };
  await expect(send(mail)).rejects.toThrow();
  expect(seen).toHaveLength(1);
});

test("a silent SES is given up within four seconds", async () => {
  answer = { status: 0, body: "" };
  const from = performance.now();
  await expect(send(mail)).rejects.toThrow();
  expect(performance.now() - from).toBeLessThan(4500);
  expect(seen).toHaveLength(1);
});
