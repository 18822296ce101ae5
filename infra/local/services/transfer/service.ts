import type { StateFolder } from "../../state/database.ts";
import { FunctionError } from "../lambda/function.ts";
import type { FunctionHost } from "../lambda/host.ts";
import type { ObjectStore } from "../s3/objects.ts";
import type { ServerFacts, Tellers } from "./activity.ts";
import { type HostKey, hostKeyIn } from "./host-key.ts";
import { type SftpServer, startSftpServer } from "./server.ts";
import type { Desk } from "./sign-in.ts";

/** A server as its template describes it. */
export interface ServerWish {
  readonly facts: ServerFacts;
  /** The ARN of the identity function. */
  readonly identity: string;
  readonly methods: Desk["methods"];
  readonly setStatIsFine: boolean;
}

export interface TransferOptions {
  readonly state: StateFolder;
  readonly objects: ObjectStore;
  readonly functions: FunctionHost;
  readonly tellers: Tellers;
  /** The wished port of the first server; 0 for any. */
  readonly port: number;
}

/** Transfer Family: SFTP servers over S3 that ask a function who somebody is. */
export class Transfer {
  readonly #options: TransferOptions;
  readonly #hostKey: HostKey;
  readonly #servers: SftpServer[] = [];
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(options: TransferOptions) {
    this.#options = options;
    this.#hostKey = hostKeyIn(options.state);
  }

  /** Those that run, in the order they were made. */
  get servers(): readonly SftpServer[] {
    return this.#servers;
  }

  async createServer({ facts, identity, methods, setStatIsFine }: ServerWish): Promise<SftpServer> {
    const { objects, functions, tellers, port } = this.#options;
    const { close, ...server } = await startSftpServer({
      ...{ facts, tellers, objects, methods, setStatIsFine, port, hostKey: this.#hostKey },
      ask: async (event) => {
        if (!functions.isPermitted(identity, "transfer.amazonaws.com"))
          throw new FunctionError("AccessDeniedException", `the SFTP server may not call ${identity}`);
        return functions.invoke(identity, event);
      },
      failed: (error) => functions.log.add("sftp", `${String(error)}\n`),
    });
    this.#servers.push(server);
    this.#closers.push(close);
    return server;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
  }
}
