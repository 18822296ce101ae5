import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A listening HTTP server of the local target. `close` ends open connections too, so that nothing keeps the process alive. */
export interface LoopbackServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on 127.0.0.1 only; port 0 takes any free one. Rejects with the system's error (EADDRINUSE) when the port is taken. */
export function listenOnLoopback(port: number, listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: bound } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${bound}`, close });
    });
  });
}

/** The body as text; rejects with a RangeError when it is longer than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    // What is too much is read to its end and dropped: leaving early would cut the connection before the answer.
    if (length <= maxBytes) chunks.push(bytes);
  }
  if (length > maxBytes) throw new RangeError(`The body is longer than ${maxBytes} bytes.`);
  return Buffer.concat(chunks).toString("utf8");
}
