import type { DatabaseSync } from "node:sqlite";
import { openDatabase, type StateFolder } from "../../state/database.ts";

/** How far each event source mapping has come in each shard: written after delivery, so a record may come twice, never not at all. */
export class Checkpoints {
  readonly #database: DatabaseSync;

  constructor(state: StateFolder) {
    this.#database = openDatabase(state, "checkpoints");
    this.#database.exec(
      "CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT, shard TEXT, sequence TEXT, PRIMARY KEY (mapping, shard))",
    );
  }

  /** The last delivered sequence number. */
  get(mapping: string, shard: string): string | undefined {
    const row = this.#database
      .prepare("SELECT sequence FROM checkpoints WHERE mapping = ? AND shard = ?")
      .get(mapping, shard);
    return row ? String(row["sequence"]) : undefined;
  }

  set(mapping: string, shard: string, sequence: string): void {
    this.#database.prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)").run(mapping, shard, sequence);
  }

  close(): void {
    this.#database.close();
  }
}
