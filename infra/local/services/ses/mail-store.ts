import { randomBytes, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { openStateFile } from "../../tools/state-file.ts";

const schema =
  "CREATE TABLE IF NOT EXISTS messages (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;";

/** A mail that would have been sent. `at` is ISO 8601 in UTC; an absent part is an empty text. */
export interface Message {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  /** Everyone it was addressed to: To, Cc and Bcc. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mails caught so far, kept across restarts. */
export class MailStore {
  readonly #database: DatabaseSync;
  /** All of them, oldest first: whoever waits for a mail asks again and again, and is not to read the file each time. */
  readonly #caught: Message[];

  constructor(file: string) {
    this.#database = openStateFile(file, schema);
    const rows = this.#database.prepare("SELECT body FROM messages ORDER BY position").all();
    this.#caught = rows.map((row) => JSON.parse(String(row["body"])) as Message);
  }

  /** Keeps a mail and answers its id, of the form the service uses. */
  keep(mail: Omit<Message, "id" | "at">): string {
    const id = `${randomBytes(8).toString("hex")}-${randomUUID()}-000000`;
    const message: Message = { id, at: new Date().toISOString(), ...mail };
    this.#database.prepare("INSERT INTO messages (id, body) VALUES (?, ?)").run(id, JSON.stringify(message));
    this.#caught.push(message);
    return id;
  }

  /** Newest first. */
  messages(): Message[] {
    return this.#caught.toReversed();
  }

  clear(): void {
    this.#database.exec("DELETE FROM messages");
    this.#caught.length = 0;
  }

  close(): void {
    this.#database.close();
  }
}
