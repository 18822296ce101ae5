import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { openDatabase, type StateFolder } from "../../state/database.ts";

/** An object of a bucket. */
export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
  /** Headers it is served with: content-type, cache-control, x-amz-meta-… */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The buckets and what lies in them. */
export class ObjectStore {
  readonly #database: DatabaseSync;

  constructor(state: StateFolder) {
    this.#database = openDatabase(state, "s3");
    this.#database.exec(`CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS objects
        (bucket TEXT, key TEXT, body BLOB, etag TEXT, headers TEXT, at INTEGER, PRIMARY KEY (bucket, key))`);
  }

  createBucket(name: string): void {
    this.#database.prepare("INSERT OR IGNORE INTO buckets VALUES (?)").run(name);
  }

  hasBucket(name: string): boolean {
    return this.#database.prepare("SELECT 1 FROM buckets WHERE name = ?").get(name) !== undefined;
  }

  get(bucket: string, key: string): StoredObject | undefined {
    const row = this.#database.prepare("SELECT * FROM objects WHERE bucket = ? AND key = ?").get(bucket, key);
    if (!row) return undefined;
    const headers: Record<string, string> = JSON.parse(String(row["headers"]));
    return { body: row["body"] as Uint8Array, etag: String(row["etag"]), headers, at: Number(row["at"]) };
  }

  /** @returns the entity tag */
  put(bucket: string, key: string, object: Pick<StoredObject, "body" | "headers">): string {
    const etag = `"${createHash("md5").update(object.body).digest("hex")}"`;
    this.#database
      .prepare("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?)")
      .run(bucket, key, object.body, etag, JSON.stringify(object.headers), Date.now());
    return etag;
  }

  delete(bucket: string, key: string): void {
    this.#database.prepare("DELETE FROM objects WHERE bucket = ? AND key = ?").run(bucket, key);
  }

  /** Keys that begin with the prefix, in order, with the size of each. */
  list(bucket: string, prefix: string): { key: string; etag: string; size: number; at: number }[] {
    return this.#database
      .prepare("SELECT key, etag, length(body) AS size, at FROM objects WHERE bucket = ? ORDER BY key")
      .all(bucket)
      .filter((row) => String(row["key"]).startsWith(prefix))
      .map((row) => ({
        key: String(row["key"]),
        etag: String(row["etag"]),
        size: Number(row["size"]),
        at: Number(row["at"]),
      }));
  }

  close(): void {
    this.#database.close();
  }
}
