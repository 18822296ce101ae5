import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Body } from "./dynamo.ts";
import { type Capacity, DynamoMeter } from "./dynamo-meter.ts";

export const services = ["dynamodb", "cognito", "secrets", "ssm", "ses"] as const;
export type Service = (typeof services)[number];

/** One request of a function to AWS. */
export interface Request {
  readonly service: Service;
  readonly operation: string;
  readonly body: Body;
  readonly capacity?: Capacity;
}

/** Stands between the functions and the emulated services and sees every request. */
export interface Meter {
  readonly urls: Readonly<Record<Service, string>>;
  /** Every request that was made while the work ran. */
  during<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly requests: readonly Request[] }>;
  close(): void;
}

/** Puts a counting proxy before each service. @param upstream where the services are */
export async function startMeter(upstream: Readonly<Record<Service, string>>): Promise<Meter> {
  const seen: Request[] = [];
  const dynamo = new DynamoMeter(upstream.dynamodb);
  const servers = await Promise.all(services.map((service) => listening(service, upstream[service], { seen, dynamo })));
  const urlOf = ({ server }: { server: Server }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urls: Object.fromEntries(servers.map((each) => [each.service, urlOf(each)])) as Record<Service, string>,
    during: async (work) => {
      const from = seen.length;
      const value = await work();
      return { value, requests: seen.slice(from) };
    },
    close: () => {
      for (const { server } of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

interface Counting {
  readonly seen: Request[];
  readonly dynamo: DynamoMeter;
}

async function listening(service: Service, upstream: string, counting: Counting) {
  const server = createServer((request, response) => {
    passOn({ service, upstream, request, response }, counting).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { service, server };
}

interface Exchange {
  readonly service: Service;
  readonly upstream: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function passOn({ service, upstream, request, response }: Exchange, { seen, dynamo }: Counting): Promise<void> {
  const sent = await text(request);
  const operation = operationOf(request, sent);
  const body = service === "ses" ? {} : (JSON.parse(sent || "{}") as Body);
  const measured = service === "dynamodb" ? await dynamo.begin(operation, body) : undefined;
  const answer = await fetch(`${upstream}${request.url}`, {
    method: request.method ?? "POST",
    headers: headersOn(request),
    body: measured ? JSON.stringify(measured.body) : sent,
  });
  const reply = await answer.text();
  const capacity = measured ? { capacity: await measured.end(JSON.parse(reply || "{}") as Body) } : {};
  seen.push({ service, operation, body, ...capacity });
  // The checksum of DynamoDB is over the reply as the service compressed it; the rest is the client's business.
  const {
    "content-encoding": _,
    "content-length": __,
    "x-amz-crc32": ___,
    ...headers
  } = Object.fromEntries(answer.headers);
  response.writeHead(answer.status, headers).end(reply);
}

/** JSON protocols name the operation in a header, the query protocol in the body. */
function operationOf(request: IncomingMessage, sent: string): string {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? target;
  return new URLSearchParams(sent).get("Action") ?? "unknown";
}

function headersOn(request: IncomingMessage): Record<string, string> {
  const dropped = new Set(["host", "content-length", "connection", "expect", "transfer-encoding"]);
  const kept = Object.entries(request.headers).filter(([name]) => !dropped.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
