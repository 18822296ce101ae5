import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Where the emulated services keep what they know: a file each in the state folder, or nothing that outlives the process. */
export interface StateFolder {
  readonly path: string;
  readonly inMemory: boolean;
}

/** The path of one service's database, for services that open it themselves. */
export function databaseFile(state: StateFolder, name: string): string {
  return state.inMemory ? ":memory:" : join(state.path, `${name}.sqlite`);
}

/**
 * Opens one service's database. A statement that has returned survives a killed process: SQLite's log is written before
 * it answers (only a power cut could take the last ones).
 */
export function openDatabase(state: StateFolder, name: string): DatabaseSync {
  mkdirSync(state.path, { recursive: true });
  const database = new DatabaseSync(databaseFile(state, name));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
  return database;
}
