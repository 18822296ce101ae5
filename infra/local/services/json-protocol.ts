import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isObject, type Json } from "../json.ts";
import { Properties } from "../template/properties.ts";
import { type Listening, listenOnLoopback, readBody } from "./http.ts";

/** An error a service answers by name, as the SDK's error classes want it. */
export class ServiceError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** One operation of an emulated service: what it is sent, and what it answers. */
export type Operation = (input: Properties) => Json | Promise<Json>;

export type Operations = Readonly<Record<string, Operation>>;

async function run(operations: Operations, request: IncomingMessage): Promise<Json> {
  const name = String(request.headers["x-amz-target"] ?? "")
    .split(".")
    .at(-1);
  const operation = operations[name ?? ""];
  if (!operation) throw new ServiceError("UnknownOperationException", `the local target does not emulate ${name}`);
  const body: Json = JSON.parse(String(await readBody(request)) || "{}");
  return operation(new Properties(String(name), isObject(body) ? body : {}));
}

function refuse(response: ServerResponse, error: unknown): void {
  const known = error instanceof ServiceError;
  const name = known ? error.name : "InternalFailure";
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(known ? error.status : 500, {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-errortype": name,
  });
  response.end(JSON.stringify({ __type: name, message }));
}

/** Serves AWS's JSON protocols: the operation is named in a header, the body is its input. Signatures are not checked. */
export function serveJson(operations: Operations): Promise<Listening> {
  return listenOnLoopback(async (request, response) => {
    try {
      const output = await run(operations, request);
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() });
      response.end(JSON.stringify(output));
    } catch (error) {
      refuse(response, error);
    }
  });
}
