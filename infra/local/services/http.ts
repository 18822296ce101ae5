import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on the loopback address. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error));
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

function answerFault(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { "content-type": "text/plain" }).end(error instanceof Error ? error.message : "fault");
}

/** Longer than a connection lies idle here: one that is closed at the moment it is used again fails a call for nothing. */
const idleMilliseconds = 600_000;

/** Listens on 127.0.0.1. @param port the wished one, 0 for any free one; when it is busy the next free one above it is taken */
export async function listenOnLoopback(listener: RequestListener, port = 0): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: idleMilliseconds, maxHeaderSize: 32_768 }, (request, response) => {
    listener(request, response).catch((error: unknown) => answerFault(response, error));
  });
  let wished = port;
  while (!(await tryPort(server, wished))) wished += 1;
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The whole body of a request, or undefined (and the rest is drained) when it is longer than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit = 32 * 1024 * 1024): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= limit) chunks.push(chunk as Buffer);
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}
