import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../tools/loopback-server.ts";

/** A refusal in a service's vocabulary; SDKs build the exception class from `code`. */
export class QueryError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = code;
    this.code = code;
  }
}

/** A service that speaks AWS's query protocol. An operation takes form fields and answers the elements of its result. */
export interface QueryService {
  /** XML namespace of its answers, and the version of its API. */
  readonly namespace: string;
  readonly version: string;
  /** What it is called where the emulation itself fails, such as "mail service". */
  readonly title: string;
  readonly operations: ReadonlyMap<string, (form: URLSearchParams) => Readonly<Record<string, string>>>;
}

const maxBodyBytes = 15 * 1_048_576;

/** Answers one HTTP request in the query protocol: a form in, XML out. */
export async function answerQuery(
  service: QueryService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { namespace } = service;
  const requestId = randomUUID();
  response.setHeader("content-type", "text/xml");
  response.setHeader("x-amzn-requestid", requestId);
  try {
    const form = new URLSearchParams(await readBody(request, maxBodyBytes));
    const action = form.get("Action") ?? "";
    const result = callOperation(service, action, form);
    const metadata = element("ResponseMetadata", element("RequestId", requestId));
    response.end(
      `<${action}Response xmlns="${namespace}">${element(`${action}Result`, result)}${metadata}</${action}Response>`,
    );
  } catch (error) {
    if (request.destroyed && !request.complete) return; // The caller hung up.
    const { status, code, message } = describe(error, service.title);
    const fault = element("Type", status < 500 ? "Sender" : "Receiver") + element("Code", code);
    const body = element("Error", fault + element("Message", escapeXml(message))) + element("RequestId", requestId);
    response.statusCode = status;
    response.end(`<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
  }
}

function callOperation({ operations, version }: QueryService, action: string, form: URLSearchParams): string {
  const operation = operations.get(action);
  if (!operation) throw new QueryError("InvalidAction", `Could not find operation ${action} for version ${version}`);
  const result = Object.entries(operation(form));
  return result.map(([name, value]) => element(name, escapeXml(value))).join("");
}

function describe(error: unknown, title: string): { status: number; code: string; message: string } {
  if (error instanceof QueryError) return { status: 400, code: error.code, message: error.message };
  if (error instanceof RangeError) return { status: 413, code: "RequestEntityTooLarge", message: error.message };
  console.error(error);
  return { status: 500, code: "InternalFailure", message: `The local ${title} failed; see its output.` };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
