import { readSftpEndpoint } from "../../shared/sftp/endpoint.ts";

/** Where SFTP is served, in words for a letter. @throws Error while no server is known: the letter is tried again later */
export async function sftpServerTexts(): Promise<{ host: string; port: string; fingerprint: string }> {
  const server = await readSftpEndpoint();
  if (!server) throw new Error("there is no SFTP server to write of");
  return { host: server.host, port: String(server.port), fingerprint: server.hostKey };
}
