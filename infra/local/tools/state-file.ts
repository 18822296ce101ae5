import { DatabaseSync } from "node:sqlite";

/**
 * Opens the SQLite file of one local service. Every statement is on disk, or in the operating system's cache, before it
 * returns: a `kill -9` of this process loses nothing that was answered (a power cut may lose the last moments).
 */
export function openStateFile(file: string, schema: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
  database.exec(schema);
  return database;
}
