import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { KnownFault } from "../known-fault.ts";

/**
 * Makes this process the only one on a state folder, until the returned function is called or the process ends, however it ends:
 * the lock is the operating system's, on an open database; the process id in it is only for the message.
 * @throws KnownFault naming the process that has the folder
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, "lock.sqlite"));
  try {
    database.exec("CREATE TABLE IF NOT EXISTS holder (pid INTEGER)");
    database.exec("DELETE FROM holder");
    database.exec(`INSERT INTO holder VALUES (${process.pid})`);
    database.exec("BEGIN IMMEDIATE");
  } catch (error) {
    if (!(error instanceof Error && /locked/.test(error.message))) throw error;
    const holder = database.prepare("SELECT pid FROM holder").get();
    database.close();
    throw new KnownFault(
      `already running on ${folder} (process ${String(holder?.["pid"] ?? "unknown")}): stop it first`,
    );
  }
  return () => database.close();
}
