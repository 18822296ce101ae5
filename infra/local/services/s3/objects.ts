import { createHash } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { openDatabase, type StateFolder } from "../../state/database.ts";
import { Bodies } from "./bodies.ts";

/** What is known of an object without its body. */
export interface ObjectFacts {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An object of a bucket. */
export interface StoredObject extends ObjectFacts {
  /** The whole body; of a large object it is read from its file each time. */
  readonly body: Uint8Array;
  /** The path of a large object's file, to read it piece by piece. */
  readonly file?: string;
  /** Headers it is served with: content-type, cache-control, x-amz-meta-… */
  readonly headers: Readonly<Record<string, string>>;
}

/** A body that lies in a file already. */
export interface FileBody {
  /** From `newFile`: it becomes the store's. */
  readonly file: string;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Row = Readonly<Record<string, SQLOutputValue>>;

/** A larger body lies in a file of its own, so that nobody has to hold it whole. */
const largestInRow = 1024 * 1024;
/** Sorts behind every key. */
const last = "\u{10FFFF}";

function factsOf(row: Row): ObjectFacts {
  const [size, at] = [Number(row["size"]), Number(row["at"])];
  return { key: String(row["key"]), etag: String(row["etag"]), size, at };
}

/** The buckets and what lies in them. */
export class ObjectStore {
  readonly #database: DatabaseSync;
  readonly #bodies: Bodies;
  readonly #statements = new Map<string, StatementSync>();

  constructor(state: StateFolder) {
    this.#database = openDatabase(state, "s3");
    this.#bodies = new Bodies(state);
    this.#database.exec(`CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS objects
        (bucket TEXT, key TEXT, body BLOB, etag TEXT, headers TEXT, at INTEGER, PRIMARY KEY (bucket, key));
      CREATE TABLE IF NOT EXISTS files
        (bucket TEXT, key TEXT, file TEXT, size INTEGER, PRIMARY KEY (bucket, key))`);
    const named = this.#database.prepare("SELECT file FROM files").all();
    this.#bodies.keepOnly(new Set(named.map((row) => String(row["file"]))));
  }

  createBucket(name: string): void {
    this.#statement("INSERT OR IGNORE INTO buckets VALUES (?)").run(name);
  }

  hasBucket(name: string): boolean {
    return this.#statement("SELECT 1 FROM buckets WHERE name = ?").get(name) !== undefined;
  }

  get(bucket: string, key: string): StoredObject | undefined {
    const row = this.#statement(
      `SELECT o.*, file, coalesce(size, length(body)) AS size FROM objects o LEFT JOIN files f
         ON f.bucket = o.bucket AND f.key = o.key WHERE o.bucket = ? AND o.key = ?`,
    ).get(bucket, key);
    if (!row) return undefined;
    const headers: Record<string, string> = JSON.parse(String(row["headers"]));
    const [bodies, name] = [this.#bodies, row["file"]];
    if (typeof name !== "string") return { ...factsOf(row), body: row["body"] as Uint8Array, headers };
    const large = { ...factsOf(row), headers, file: bodies.pathOf(name) };
    return Object.defineProperty(large, "body", { get: () => bodies.read(name) }) as StoredObject;
  }

  /** @returns the entity tag */
  put(bucket: string, key: string, object: Pick<StoredObject, "body" | "headers">): string {
    const etag = `"${createHash("md5").update(object.body).digest("hex")}"`;
    if (object.body.length <= largestInRow) this.#write(bucket, key, { ...object, etag });
    else {
      const file = this.newFile();
      writeFileSync(file, object.body);
      this.#write(bucket, key, { body: new Uint8Array(), headers: object.headers, etag, file });
    }
    return etag;
  }

  /** A path for a body that comes piece by piece: `adopt` it, or remove it. */
  newFile(): string {
    return this.#bodies.newFile();
  }

  /** Puts a body that lies in a file; nothing of it was to be seen before. */
  adopt(bucket: string, key: string, { file, etag, headers }: FileBody): void {
    if (statSync(file).size > largestInRow) {
      this.#write(bucket, key, { body: new Uint8Array(), headers, etag, file });
      return;
    }
    this.#write(bucket, key, { body: readFileSync(file), headers, etag });
    rmSync(file);
  }

  delete(bucket: string, key: string): void {
    this.#replacing(bucket, key, () => {});
  }

  /** The same object under another key of its bucket, in one step; what was there is gone. */
  move(bucket: string, from: string, to: string): void {
    this.#replacing(bucket, to, () => {
      for (const table of ["objects", "files"])
        this.#statement(`UPDATE ${table} SET key = ? WHERE bucket = ? AND key = ?`).run(to, bucket, from);
    });
  }

  /** Keys that begin with the prefix, in order, with the size of each. @param most stops after so many */
  list(bucket: string, prefix: string, most = -1): ObjectFacts[] {
    return this.#statement(
      `SELECT o.key AS key, etag, coalesce(size, length(body)) AS size, at FROM objects o LEFT JOIN files f
         ON f.bucket = o.bucket AND f.key = o.key WHERE o.bucket = ? AND o.key >= ? AND o.key < ?
         ORDER BY o.key LIMIT ?`,
    )
      .all(bucket, prefix, prefix + last, most)
      .map(factsOf);
  }

  close(): void {
    this.#database.close();
    this.#bodies.close();
  }

  /** Parsed once: a folder of many files is asked for many times. */
  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #fileOf(bucket: string, key: string): string | undefined {
    const row = this.#statement("SELECT file FROM files WHERE bucket = ? AND key = ?").get(bucket, key);
    return row ? String(row["file"]) : undefined;
  }

  #write(bucket: string, key: string, object: Pick<StoredObject, "body" | "headers" | "etag" | "file">): void {
    const { body, etag, headers, file } = object;
    this.#replacing(bucket, key, () => {
      this.#statement("INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?)").run(
        bucket,
        key,
        body,
        etag,
        JSON.stringify(headers),
        Date.now(),
      );
      if (!file) return;
      const insert = this.#statement("INSERT INTO files VALUES (?, ?, ?, ?)");
      insert.run(bucket, key, basename(file), statSync(file).size);
    });
  }

  /** Rows in one step, then the file of what was there before: a killed process leaves a file too many at worst. */
  #replacing(bucket: string, key: string, work: () => void): void {
    const before = this.#fileOf(bucket, key);
    this.#database.exec("BEGIN");
    try {
      for (const table of ["objects", "files"])
        this.#statement(`DELETE FROM ${table} WHERE bucket = ? AND key = ?`).run(bucket, key);
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
    if (before) this.#bodies.remove(before);
  }
}
