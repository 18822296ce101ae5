import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** One request at the gateway. */
export interface GatewayRequest {
  readonly id: string;
  readonly method: string;
  /** Without the stage, as it was sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Empty when there is none. */
  readonly body: Buffer;
  readonly sourceIp: string;
}

function headersOf(request: IncomingMessage): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? "";
    const known = Object.keys(headers).find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    headers[known] = [...(headers[known] ?? []), request.rawHeaders[at + 1] ?? ""];
  }
  return headers;
}

function queryOf(search: URLSearchParams): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of search) query[name] = [...(query[name] ?? []), value];
  return query;
}

/** What of an HTTP request the rest of the gateway wants to know. @param path without the stage */
export function readRequest(request: IncomingMessage, path: string, body: Buffer): GatewayRequest {
  const sourceIp = (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, "");
  const search = new URLSearchParams((request.url ?? "").split("?").slice(1).join("?"));
  return {
    id: randomUUID(),
    method: request.method ?? "GET",
    path,
    headers: { ...headersOf(request), "X-Forwarded-For": [sourceIp], "X-Forwarded-Proto": ["http"] },
    query: queryOf(search),
    body,
    sourceIp,
  };
}

/** The last value of a header, whatever its case. */
export function headerOf(request: GatewayRequest, name: string): string | undefined {
  const key = Object.keys(request.headers).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : request.headers[key]?.at(-1);
}
