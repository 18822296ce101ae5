import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Listening, listenOnLoopback, readBody } from "../http.ts";
import { operationFor, StripeFault } from "./operations.ts";
import { answerPage } from "./pages.ts";
import { type StripeEvent, type StripePrice, StripeState, seconds } from "./state.ts";

/** A running double of Stripe's HTTP API, as much of it as the product calls, and of the two pages that Stripe hosts. */
export interface StripeDouble extends Pick<Listening, "url" | "close"> {
  readonly state: StripeState;
  /** A message as Stripe would send it: its text and its signature. */
  signed(event: StripeEvent, at?: Date): { readonly text: string; readonly signature: string };
}

export interface StripeDoubleOptions {
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly prices: readonly StripePrice[];
  /** All that an earlier one held. */
  readonly kept?: string;
  /** Told all that it holds whenever that changed. */
  readonly onChange?: (text: string) => void;
}

/** Serves it on a free port of 127.0.0.1. */
export async function startStripe(options: StripeDoubleOptions): Promise<StripeDouble> {
  const { apiKey, webhookSecret, prices, kept, onChange } = options;
  const state = new StripeState(prices, kept);
  const server = await listenOnLoopback(async (request, response) => {
    await answer({ state, apiKey }, request, response);
    if (request.method === "POST") onChange?.(state.asText());
  });
  state.pages = server.url;
  return {
    url: server.url,
    close: server.close,
    state,
    signed: (event, at = new Date()) => {
      const text = JSON.stringify({ ...event, object: "event", api_version: "2026-10-28.endive" });
      const time = Math.floor(at.getTime() / 1000);
      const mac = createHmac("sha256", webhookSecret).update(`${time}.${text}`).digest("hex");
      return { text, signature: `t=${time},v1=${mac}` };
    },
  };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
}
interface Answer {
  readonly status: number;
  readonly json: unknown;
}
interface Door {
  readonly state: StripeState;
  readonly apiKey: string;
}

async function answer(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { state } = door;
  const url = new URL(request.url ?? "/", "http://stripe");
  const body = (await readBody(request, 65_536))?.toString("utf8") ?? "";
  const method = request.method ?? "GET";
  const asked = { method, path: url.pathname, form: new URLSearchParams(method === "GET" ? url.search : body) };
  if (asked.path.startsWith("/pages/")) return answerPage(state, { request, response, ...asked });
  const { status, json } = refused(door, request) ?? onceOnly(state, asked, request.headers["idempotency-key"]);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
}

function refused({ apiKey }: Door, { headers, method }: IncomingMessage): Answer | undefined {
  const no = (status: number, message: string) => ({ status, json: fault("invalid_request_error", message) });
  if (headers.authorization !== `Bearer ${apiKey}`) return no(401, "no such key");
  if (!headers["stripe-version"]) return no(400, "pin a version");
  return method === "POST" && !headers["idempotency-key"] ? no(400, "name an Idempotency-Key") : undefined;
}

/** A repeated key is answered as at first, and for another request refused. */
function onceOnly(state: StripeState, asked: Asked, key: string | string[] | undefined): Answer {
  if (asked.method !== "POST" || typeof key !== "string") return perform(state, asked);
  const hash = createHash("sha256").update(`${asked.path}?${asked.form}`).digest("hex");
  const before = state.answered.get(key);
  if (before && before.hash !== hash)
    return { status: 400, json: fault("idempotency_error", "the key was used for another request") };
  const given = before ?? { hash, ...perform(state, asked) };
  state.answered.set(key, given);
  return given;
}

function perform(state: StripeState, asked: Asked): Answer {
  try {
    const operation = operationFor(asked.method, asked.path);
    if (!operation)
      return { status: 404, json: fault("invalid_request_error", `unrecognized request URL ${asked.path}`) };
    return { status: 200, json: operation.run({ state, form: asked.form, id: operation.id, now: seconds() }) };
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return { status: error.status, json: fault(error.kind, error.message) };
  }
}

const fault = (type: string, message: string) => ({ error: { type, message } });
