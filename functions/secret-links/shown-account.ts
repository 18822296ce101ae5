import { readSftpEndpoint } from "../../shared/sftp/endpoint.ts";
import type { Door } from "./door.ts";

/** Where and as whom the software signs in, as who used a link reads it. */
export async function shownAccount({ account }: Door) {
  const server = await readSftpEndpoint();
  return {
    username: account.username,
    softwareName: account.softwareName,
    ...(server && { server: { host: server.host, port: server.port, fingerprint: server.hostKey } }),
  };
}
