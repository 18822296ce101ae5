/** Where SFTP clients connect to, and how they know that it is us. */
export interface SftpEndpoint {
  /** The Transfer server's own id, which its identity function compares. */
  readonly serverId: string;
  readonly host: string;
  readonly port: number;
  /** `SHA256:…` as OpenSSH prints it, without padding. */
  readonly hostKey: string;
}

/** What the parameter holds: the address in one piece, so that one text can stand for it. */
export interface SftpParameter {
  readonly serverId: string;
  /** `host:port` */
  readonly address: string;
  readonly hostKey: string;
}

/**
 * Reads the parameter that the SFTP stack writes, and whose name the stage gives to functions of earlier stacks.
 * @throws Error when it is not what that stack writes
 */
export function sftpEndpoint(parameter: string): SftpEndpoint {
  const { serverId, address, hostKey }: Partial<SftpParameter> = JSON.parse(parameter);
  const [, host, port] = /^([^:]+):(\d+)$/.exec(address ?? "") ?? [];
  if (!serverId || !host || !hostKey)
    throw new Error("the parameter with the SFTP address is not as its stack writes it");
  return { serverId, host, port: Number(port), hostKey };
}
