import { type AddressInfo, createServer, type Server } from "node:net";
import ssh2 from "ssh2";
import { Connection, type House } from "./connection.ts";
import type { HostKey } from "./host-key.ts";

/** A running SFTP server. */
export interface SftpServer {
  readonly serverId: string;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** `SHA256:…` */
  readonly hostKey: string;
}

export interface SftpServerOptions extends House {
  readonly hostKey: HostKey;
  /** The wished port, 0 for any; when it is busy, the next free one above it. */
  readonly port: number;
}

/** What the security policy TransferSecurityPolicy-2024-01 names and this server can do. Source: AWS: "Security policies for servers". */
const algorithms = {
  kex: [
    ...["curve25519-sha256", "curve25519-sha256@libssh.org"],
    ...["ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521"],
    ...["diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512", "diffie-hellman-group-exchange-sha256"],
  ],
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"],
} as ssh2.Algorithms;

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

/** Listens on 127.0.0.1. */
export async function startSftpServer(options: SftpServerOptions): Promise<SftpServer & { close(): Promise<void> }> {
  const { hostKey, facts } = options;
  const clients = new Set<ssh2.Connection>();
  const config = { hostKeys: [hostKey.privateKey], ident: "AWS_SFTP_1.1", algorithms };
  const protocol = new ssh2.Server(config, (client, info) => {
    clients.add(client);
    client.once("close", () => clients.delete(client));
    new Connection(options, client, info).serve();
  });
  // The protocol is many small messages to and fro: each would wait 40 ms to be sent with the next.
  const server = createServer({ noDelay: true }, (socket) => protocol.injectSocket(socket));
  let wished = options.port;
  while (!(await tryPort(server, wished))) wished += 1;
  const { port } = server.address() as AddressInfo;
  return {
    serverId: facts.id,
    address: `127.0.0.1:${port}`,
    hostKey: hostKey.fingerprint,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.end();
      }),
  };
}
