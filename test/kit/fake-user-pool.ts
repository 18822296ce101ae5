import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One answer of Cognito: an error by its name, or a body. */
export type PoolAnswer = { readonly error: string; readonly message?: string } | { readonly body: object };

/** A stand-in for Cognito that answers as it is told, operation by operation. */
export interface FakeUserPool {
  /** Each with the port at its caller's end, which tells connections apart. */
  readonly calls: { readonly operation: string; readonly input: Record<string, unknown>; readonly port: number }[];
  /** Answers of an operation, in turn; the last one stays. */
  answer(operation: string, ...answers: PoolAnswer[]): void;
  close(): Promise<void>;
}

/** Starts it and points this process at it. Before the first import of what calls Cognito. */
export async function startFakeUserPool(): Promise<FakeUserPool> {
  const calls: FakeUserPool["calls"] = [];
  const planned = new Map<string, PoolAnswer[]>();
  const next = (operation: string): PoolAnswer => {
    const rest = planned.get(operation) ?? [];
    return (rest.length > 1 ? rest.shift() : rest[0]) ?? { error: "InvalidParameterException" };
  };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      calls.push({ operation, input: JSON.parse(text), port: request.socket.remotePort ?? 0 });
      const answer = next(operation);
      response.writeHead("error" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      const body = "error" in answer ? { __type: answer.error, message: answer.message ?? "no" } : answer.body;
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${port}`,
    USER_POOL_ID: "us-east-1_pool",
    USER_POOL_CLIENT_ID: "client",
  });
  return {
    calls,
    answer: (operation, ...answers) => void planned.set(operation, answers),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
