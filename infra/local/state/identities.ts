import { randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { openDatabase, type StateFolder } from "./database.ts";

const lowercase = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Random lower-case letters and digits, as AWS makes identifiers. */
export function randomLetters(count: number): string {
  return Array.from({ length: count }, () => lowercase[randomInt(lowercase.length)]).join("");
}

/** Physical ids by stack and logical id: chosen when a resource is first made, and the same after every restart. */
export class Identities {
  readonly #database: DatabaseSync;
  /** Whether nothing was in the state folder when it was opened. */
  readonly wasEmpty: boolean;

  constructor(state: StateFolder) {
    this.#database = openDatabase(state, "identities");
    this.#database.exec("CREATE TABLE IF NOT EXISTS identities (name TEXT PRIMARY KEY, id TEXT NOT NULL)");
    this.wasEmpty = this.#database.prepare("SELECT 1 FROM identities LIMIT 1").get() === undefined;
  }

  /** The id kept under `name`; the first time it is what `make` returns. */
  keep(name: string, make: () => string): string {
    const row = this.#database.prepare("SELECT id FROM identities WHERE name = ?").get(name);
    if (row) return String(row["id"]);
    const id = make();
    this.#database.prepare("INSERT INTO identities (name, id) VALUES (?, ?)").run(name, id);
    return id;
  }

  close(): void {
    this.#database.close();
  }
}
