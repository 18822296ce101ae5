import { createHash, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Json } from "../json.ts";
import { openDatabase, type StateFolder } from "../state/database.ts";
import type { Properties } from "../template/properties.ts";
import type { Listening } from "./http.ts";
import { ServiceError, serveJson } from "./json-protocol.ts";

/** Queues as dead letters need them: send, receive with a visibility time, delete, depth. No long polling, no FIFO. */
export interface Sqs extends Listening {
  urlOf(queue: string): string;
  create(queue: string): void;
  send(queue: string, body: string): void;
  depth(queue: string): number;
}

const visibilitySeconds = 30;
const schema = `CREATE TABLE IF NOT EXISTS queues (name TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS messages
    (id TEXT PRIMARY KEY, queue TEXT, body TEXT, sentAt INTEGER, visibleAt INTEGER, received INTEGER, receipt TEXT)`;

function queueOf(database: DatabaseSync, input: Properties): string {
  const name = (input.optionalString("QueueUrl") ?? input.string("QueueName")).split("/").at(-1) ?? "";
  if (!database.prepare("SELECT 1 FROM queues WHERE name = ?").get(name)) {
    throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
  }
  return name;
}

function receive(database: DatabaseSync, input: Properties): Json {
  const now = Date.now();
  const rows = database
    .prepare("SELECT id, body, received FROM messages WHERE queue = ? AND visibleAt <= ? ORDER BY sentAt LIMIT ?")
    .all(queueOf(database, input), now, input.number("MaxNumberOfMessages", 1));
  const hide = database.prepare("UPDATE messages SET visibleAt = ?, received = received + 1, receipt = ? WHERE id = ?");
  const messages = rows.map((row): Json => {
    const receipt = randomUUID();
    hide.run(now + input.number("VisibilityTimeout", visibilitySeconds) * 1000, receipt, String(row["id"]));
    const body = String(row["body"]);
    return { MessageId: String(row["id"]), ReceiptHandle: receipt, Body: body, MD5OfBody: md5(body) };
  });
  return messages.length > 0 ? { Messages: messages } : {};
}

const md5 = (body: string): string => createHash("md5").update(body).digest("hex");

/** Starts the queues with what their database holds. */
export async function startSqs(state: StateFolder): Promise<Sqs> {
  const database = openDatabase(state, "sqs");
  database.exec(schema);
  const send = (queue: string, body: string): string => {
    const id = randomUUID();
    const now = Date.now();
    database.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, 0, NULL)").run(id, queue, body, now, now);
    return id;
  };
  const depth = (queue: string): number =>
    Number(database.prepare("SELECT count(*) AS n FROM messages WHERE queue = ?").get(queue)?.["n"]);
  const server = await serveJson({
    GetQueueUrl: (input) => ({ QueueUrl: `${server.url}/000000000000/${queueOf(database, input)}` }),
    GetQueueAttributes: (input) => ({
      Attributes: { ApproximateNumberOfMessages: String(depth(queueOf(database, input))) },
    }),
    SendMessage: (input) => {
      const body = input.string("MessageBody");
      return { MessageId: send(queueOf(database, input), body), MD5OfMessageBody: md5(body) };
    },
    ReceiveMessage: (input) => receive(database, input),
    DeleteMessage: (input) => {
      database.prepare("DELETE FROM messages WHERE receipt = ?").run(input.string("ReceiptHandle"));
      return {};
    },
    PurgeQueue: (input) => {
      database.prepare("DELETE FROM messages WHERE queue = ?").run(queueOf(database, input));
      return {};
    },
  });
  return {
    ...server,
    urlOf: (queue) => `${server.url}/000000000000/${queue}`,
    create: (queue) => void database.prepare("INSERT OR IGNORE INTO queues VALUES (?)").run(queue),
    send: (queue, body) => void send(queue, body),
    depth,
    close: () => server.close().then(() => database.close()),
  };
}
