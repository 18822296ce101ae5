import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../../tools/loopback-server.ts";
import type { Context, Operation } from "./operation.ts";
import { getAccountSendingEnabled } from "./operations/get-account-sending-enabled.ts";
import { getSendQuota } from "./operations/get-send-quota.ts";
import { sendEmail } from "./operations/send-email.ts";
import { sendRawEmail } from "./operations/send-raw-email.ts";
import { SesError } from "./ses-error.ts";

const namespace = "http://ses.amazonaws.com/doc/2010-12-01/";
const maxBodyBytes = 15 * 1_048_576;

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["GetAccountSendingEnabled", getAccountSendingEnabled],
  ["GetSendQuota", getSendQuota],
  ["SendEmail", sendEmail],
  ["SendRawEmail", sendRawEmail],
]);

/** Answers one HTTP request in the service's protocol: a form in, XML out. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const requestId = randomUUID();
  response.setHeader("content-type", "text/xml");
  response.setHeader("x-amzn-requestid", requestId);
  try {
    const form = new URLSearchParams(await readBody(request, maxBodyBytes));
    const action = form.get("Action") ?? "";
    const result = callOperation(action, form, context);
    const metadata = element("ResponseMetadata", element("RequestId", requestId));
    response.end(
      `<${action}Response xmlns="${namespace}">${element(`${action}Result`, result)}${metadata}</${action}Response>`,
    );
  } catch (error) {
    if (request.destroyed && !request.complete) return; // The caller hung up.
    const { status, code, message } = describe(error);
    const fault = element("Type", status < 500 ? "Sender" : "Receiver") + element("Code", code);
    const body = element("Error", fault + element("Message", escapeXml(message))) + element("RequestId", requestId);
    response.statusCode = status;
    response.end(`<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
  }
}

function callOperation(action: string, form: URLSearchParams, context: Context): string {
  const operation = operations.get(action);
  if (!operation) throw new SesError("InvalidAction", `Could not find operation ${action} for version 2010-12-01`);
  const result = Object.entries(operation(form, context));
  return result.map(([name, value]) => element(name, escapeXml(value))).join("");
}

function describe(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof SesError) return { status: 400, code: error.code, message: error.message };
  if (error instanceof RangeError) return { status: 413, code: "RequestEntityTooLarge", message: error.message };
  console.error(error);
  return { status: 500, code: "InternalFailure", message: "The local mail service failed; see its output." };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
