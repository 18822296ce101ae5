import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { openStateFile } from "../../tools/state-file.ts";

const schema =
  "CREATE TABLE IF NOT EXISTS texts (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;";

/** A text message that would have been sent. `at` is ISO 8601 in UTC. */
export interface CaughtText {
  readonly id: string;
  readonly at: string;
  /** The phone number, E.164. */
  readonly to: string;
  readonly text: string;
  readonly type: "Transactional" | "Promotional";
}

/** The texts caught so far, kept across restarts. */
export class TextStore {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = openStateFile(file, schema);
  }

  /** Keeps a text and answers its id, of the form the service uses. */
  keep(text: Omit<CaughtText, "id" | "at">): string {
    const id = randomUUID();
    const caught: CaughtText = { id, at: new Date().toISOString(), ...text };
    this.#database.prepare("INSERT INTO texts (id, body) VALUES (?, ?)").run(id, JSON.stringify(caught));
    return id;
  }

  /** Newest first. */
  texts(): CaughtText[] {
    const rows = this.#database.prepare("SELECT body FROM texts ORDER BY position DESC").all();
    return rows.map((row) => JSON.parse(String(row["body"])) as CaughtText);
  }

  clear(): void {
    this.#database.exec("DELETE FROM texts");
  }

  close(): void {
    this.#database.close();
  }
}
