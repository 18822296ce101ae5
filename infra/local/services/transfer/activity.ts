import { randomBytes, randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../../json.ts";
import type { EventBus } from "../event-bus.ts";
import type { LogGroups } from "../logs.ts";
import type { Location } from "./files.ts";

/** The server, as its events and log lines name it. */
export interface ServerFacts {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Names of the log groups it writes to. */
  readonly logGroups: readonly string[];
}

export interface Tellers {
  readonly bus: EventBus;
  readonly logs: LogGroups;
}

/** A sign-in that failed, as the log tells it; never the password. */
export interface Failure {
  readonly method: string;
  readonly user: string;
  readonly sourceIp: string;
  readonly message: string;
}

/** Who is connected from where. */
export interface Client {
  readonly user: string;
  readonly sourceIp: string;
}

/** What happened to a file or folder, as EventBridge is told. */
export interface Deed {
  /** As in `SFTP Server <what> Completed`. */
  readonly what:
    | "File Upload"
    | "File Download"
    | "File Delete"
    | "File Rename"
    | "Directory Create"
    | "Directory Delete";
  readonly startedAt: Date;
  readonly isDone?: boolean;
  readonly detail: JsonObject;
}

export const pathOf = ({ bucket, key }: Location): string => `/${bucket}/${key}`;

/** Writes a line for a server's sign-in failures. Source: AWS: "Managing CloudWatch log groups", its example of AUTH_FAILURE. */
export function tellFailure(server: ServerFacts, { logs }: Tellers, failure: Failure): void {
  const { method, user, sourceIp, message } = failure;
  const line = {
    method,
    "activity-type": "AUTH_FAILURE",
    "source-ip": sourceIp,
    "resource-arn": server.arn,
    message,
    user,
  };
  for (const group of server.logGroups) logs.put({ group, stream: "ERRORS", message: JSON.stringify(line) });
}

/**
 * Tells of one session, in the words of the service: JSON lines of its structured log, and events of the default bus.
 * Source: AWS: "Example CloudWatch log entries" and "Transfer Family events detail reference".
 */
export class Session {
  readonly id = randomBytes(8).toString("hex");
  readonly #server: ServerFacts;
  readonly #tellers: Tellers;
  readonly #client: Client;

  constructor(server: ServerFacts, tellers: Tellers, client: Client) {
    this.#server = server;
    this.#tellers = tellers;
    this.#client = client;
  }

  line(activity: string, more: Readonly<Record<string, Json>> = {}): void {
    const line = { ...more, "activity-type": activity, "resource-arn": this.#server.arn, "session-id": this.id };
    const stream = `${this.#client.user}.${this.id}`;
    for (const group of this.#server.logGroups) {
      this.#tellers.logs.put({ group, stream, message: JSON.stringify(line) });
    }
  }

  tell({ what, startedAt, isDone = true, detail }: Deed): void {
    const now = new Date();
    const { id, arn, account, region } = this.#server;
    this.#tellers.bus.put({
      version: "0",
      id: randomUUID(),
      "detail-type": `SFTP Server ${what} ${isDone ? "Completed" : "Failed"}`,
      source: "aws.transfer",
      account,
      time: `${now.toISOString().slice(0, 19)}Z`,
      region,
      resources: [arn],
      detail: {
        "status-code": isDone ? "COMPLETED" : "FAILED",
        protocol: "SFTP",
        "client-ip": this.#client.sourceIp,
        "server-id": id,
        username: this.#client.user,
        "session-id": this.id,
        "start-timestamp": startedAt.toISOString(),
        "end-timestamp": now.toISOString(),
        ...detail,
      },
    });
  }
}
