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

  constructor(file: string) {
    this.#database = openStateFile(file, schema);
  }

  /** Keeps a mail and answers its id, of the form the service uses. */
  keep(mail: Omit<Message, "id" | "at">): string {
    const id = `${randomBytes(8).toString("hex")}-${randomUUID()}-000000`;
    const message: Message = { id, at: new Date().toISOString(), ...mail };
    this.#database.prepare("INSERT INTO messages (id, body) VALUES (?, ?)").run(id, JSON.stringify(message));
    return id;
  }

  /** Newest first. */
  messages(): Message[] {
    const rows = this.#database.prepare("SELECT body FROM messages ORDER BY position DESC").all();
    return rows.map((row) => JSON.parse(String(row["body"])) as Message);
  }

  clear(): void {
    this.#database.exec("DELETE FROM messages");
  }

  close(): void {
    this.#database.close();
  }
}
