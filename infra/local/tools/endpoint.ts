import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Message } from "../services/ses/server.ts";
import { readBody } from "./loopback-server.ts";
import { type Page, pageFor } from "./page.ts";
import type { ToolsOptions } from "./server.ts";

// Mails bring their own inline styles; the frame that shows them inherits this policy, so inline styles are allowed and no script is.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const maxBodyBytes = 65_536;
const localHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What an action is asked with. */
interface Asked {
  readonly body: string;
  readonly query: URLSearchParams;
}
type Action = (options: ToolsOptions, asked: Asked) => unknown;

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["GET /api/messages", messagesOf],
  ["DELETE /api/messages", clearMessages],
  ["GET /api/identity-calls", ({ cognito }) => cognito.calls()],
  ["DELETE /api/identity-calls", ({ cognito }) => cognito.resetCalls()],
  ["GET /api/authenticators", ({ cognito }) => cognito.authenticators()],
  ["POST /api/clock", moveClock],
]);

class BadRequest extends Error {}

/** Answers one request of the tools port. */
export async function answerRequest(exchange: Exchange, options: ToolsOptions, page: Page): Promise<void> {
  const { request, response } = exchange;
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cache-control", "no-cache");
  const method = request.method ?? "GET";
  const { pathname: path, searchParams: query } = new URL(`http://localhost${request.url ?? "/"}`);
  if (!isOurs(request)) return answerProblem(exchange, 403, "This page answers its own origin only.");
  if (method === "GET" && path === "/") {
    return answerText(exchange, "text/html; charset=utf-8", pageFor(page, options.baseUrl()));
  }
  const asset = page.assets.get(path);
  if (method === "GET" && asset) return answerText(exchange, asset.type, asset.content);
  const action = actions.get(`${method} ${path}`);
  if (!action) return answerProblem(exchange, 404, "There is nothing here.");
  await answerAction(exchange, async () => action(options, { body: await readBody(request, maxBodyBytes), query }));
}

async function answerAction(exchange: Exchange, act: () => Promise<unknown>): Promise<void> {
  try {
    const result = await act();
    if (result !== undefined) return answerText(exchange, "application/json", JSON.stringify(result));
    exchange.response.statusCode = 204;
    exchange.response.end();
  } catch (error) {
    if (error instanceof BadRequest) return answerProblem(exchange, 400, error.message);
    if (error instanceof RangeError) return answerProblem(exchange, 413, error.message);
    console.error(error);
    answerProblem(exchange, 500, "The tools failed; see their output.");
  }
}

// The mails hold live links: another site's page must not read them, neither by its origin nor by a name that resolves to us.
function isOurs(request: IncomingMessage): boolean {
  const { host = "", origin } = request.headers;
  if (!localHost.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** Mails and texts together, newest first, all or those to one address or number; a text looks like a mail from "SMS" without HTML. */
function messagesOf({ ses, sns }: ToolsOptions, { query }: Asked): Message[] {
  const wanted = query.get("to");
  const texts = sns
    .texts()
    .map(({ id, at, to, text }) => ({ id, at, from: "SMS", to: [to], subject: "Text message", text, html: "" }));
  return [...ses.messages(), ...texts]
    .filter(({ to }) => wanted === null || to.includes(wanted))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

function clearMessages({ ses, sns }: ToolsOptions): void {
  ses.clear();
  sns.clear();
}

function moveClock(options: ToolsOptions, { body }: Asked): void {
  const seconds = offsetIn(body);
  if (seconds === undefined) throw new BadRequest('Expected {"offsetSeconds": number}.');
  options.setClockOffset(seconds);
}

function offsetIn(body: string): number | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const seconds = typeof value === "object" && value !== null && "offsetSeconds" in value && value.offsetSeconds;
    return typeof seconds === "number" && Number.isFinite(seconds) ? seconds : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function answerText({ request, response }: Exchange, type: string, content: string): void {
  const tag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
  response.setHeader("etag", tag);
  if (request.headers["if-none-match"] === tag) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader("content-type", type);
  response.end(content);
}

function answerProblem({ response }: Exchange, status: number, detail: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/problem+json");
  response.end(JSON.stringify({ status, detail }));
}
