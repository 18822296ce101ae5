import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One call of the product to AWS, as it passes. */
export interface PassingCall {
  readonly service: string;
  /** The operation's name, such as `TransactWriteItems`. */
  readonly operation: string;
  readonly body: string;
}

/**
 * What becomes of a call: it passes; it is lost before the service has it; its answer is lost after the service did it;
 * or it is answered here, instead of by the service.
 */
export type Fate = "pass" | "lose-call" | "lose-answer" | { readonly status: number; readonly json: object };

/** Stands between the product and the services, counts every call and decides its fate. */
export interface AwsProxy {
  /** By service, as the SDK takes it from `AWS_ENDPOINT_URL_<SERVICE>`. */
  readonly urls: Readonly<Record<string, string>>;
  /** Calls since the last `decide`. */
  readonly calls: readonly PassingCall[];
  /** From now on `fate` decides about every call. */
  decide(fate?: (call: PassingCall) => Fate): void;
  close(): Promise<void>;
}

/** One listener for each service of `upstreams`. */
export async function startAwsProxy(upstreams: Readonly<Record<string, string>>): Promise<AwsProxy> {
  let calls: PassingCall[] = [];
  let fateOf: (call: PassingCall) => Fate = () => "pass";
  const servers: Server[] = [];
  const urls: Record<string, string> = {};
  for (const [service, upstream] of Object.entries(upstreams)) {
    const server = createServer((request, response) => {
      const answered = async () => {
        const bytes = await bytesOf(request);
        const call = { service, operation: operationOf(request, bytes), body: bytes.toString("utf8") };
        calls.push(call);
        await meet({ request, response, bytes, upstream }, fateOf(call));
      };
      answered().catch(() => request.socket.destroy());
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    urls[service] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  return {
    urls,
    get calls() {
      return calls;
    },
    decide: (fate = () => "pass") => {
      calls = [];
      fateOf = fate;
    },
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
    },
  };
}

/**
 * A process that dies at its n-th call, before the service has it or before the answer is read: it makes no call after that.
 */
export function crashAt(nth: number, moment: "before" | "after"): () => Fate {
  let seen = 0;
  return () => {
    seen += 1;
    if (seen < nth) return "pass";
    return seen === nth && moment === "after" ? "lose-answer" : "lose-call";
  };
}

interface Meeting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bytes: Buffer;
  readonly upstream: string;
}

async function meet(meeting: Meeting, fate: Fate): Promise<void> {
  const { request, response } = meeting;
  if (fate === "lose-call") return void request.socket.destroy();
  if (typeof fate === "object") {
    response.writeHead(fate.status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(fate.json));
    return;
  }
  const answer = await forward(meeting);
  if (fate === "lose-answer") return void request.socket.destroy();
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function forward({ request, bytes, upstream }: Meeting) {
  return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }>((resolve, reject) => {
    const sent = httpRequest(
      new URL(request.url ?? "/", upstream),
      { method: request.method, headers: request.headers },
      (answer) => {
        bytesOf(answer).then((body) => {
          const { "transfer-encoding": _chunked, connection: _kept, ...headers } = answer.headers;
          resolve({ status: answer.statusCode ?? 502, headers, body });
        }, reject);
      },
    );
    sent.on("error", reject);
    sent.end(bytes);
  });
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** JSON services name the operation in a header, SES in its form; S3 has the method alone. */
function operationOf(request: IncomingMessage, bytes: Buffer): string {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? target;
  if (request.method === "PUT") return "PutObject";
  if (request.method === "GET") return "GetObject";
  return new URLSearchParams(bytes.toString("utf8")).get("Action") ?? "unknown";
}
