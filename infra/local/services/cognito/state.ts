import type { DatabaseSync } from "node:sqlite";
import { openStateFile } from "../../tools/state-file.ts";
import { userNotFound } from "./cognito-error.ts";
import { isCaseSensitive, type Pool } from "./pool.ts";
import type { User } from "./user.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS users (position INTEGER PRIMARY KEY, pool TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (pool, name)) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, expires INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS origins (id TEXT PRIMARY KEY, owner TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
`;
const dayMs = 86_400_000;

/** A challenge that waits for its answer. `step` is the challenge, or `MFA_SETUP_DONE` once a new authenticator was proven. */
export interface Session {
  readonly poolId: string;
  readonly clientId: string;
  readonly userName: string;
  readonly step: string;
  readonly expiresAt: number;
  readonly mismatches: number;
}

/** Everything that outlives a restart. Every call is synchronous and written when it returns. */
export class State {
  readonly #database: DatabaseSync;

  constructor(file: string, now: number) {
    this.#database = openStateFile(file, schema);
    // Kept a day longer, so that an expired session is still told from an unknown one.
    this.#database.prepare("DELETE FROM sessions WHERE expires < ?").run(now - dayMs);
    this.#database.prepare("DELETE FROM origins WHERE expires < ?").run(now - dayMs);
  }

  setting(name: string): string | undefined {
    const row = this.#database.prepare("SELECT value FROM settings WHERE name = ?").get(name);
    return row ? String(row["value"]) : undefined;
  }

  keepSetting(name: string, value: string): void {
    this.#database.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)").run(name, value);
  }

  findUser(pool: Pool, name: string): User | undefined {
    const row = this.#database
      .prepare("SELECT body FROM users WHERE pool = ? AND name = ?")
      .get(pool.id, keyOf(pool, name));
    return row ? (JSON.parse(String(row["body"])) as User) : undefined;
  }

  /** Throws UserNotFoundException. */
  user(pool: Pool, name: string): User {
    const user = this.findUser(pool, name);
    if (!user) throw userNotFound();
    return user;
  }

  saveUser(pool: Pool, user: User): User {
    this.#database
      .prepare(
        "INSERT INTO users (pool, name, body) VALUES (?, ?, ?) ON CONFLICT (pool, name) DO UPDATE SET body = excluded.body",
      )
      .run(pool.id, keyOf(pool, user.name), JSON.stringify(user));
    return user;
  }

  removeUser(pool: Pool, name: string): void {
    this.endSignIns(pool, name);
    this.#database.prepare("DELETE FROM users WHERE pool = ? AND name = ?").run(pool.id, keyOf(pool, name));
  }

  /** Oldest first. */
  users(pool: Pool): User[] {
    const rows = this.#database.prepare("SELECT body FROM users WHERE pool = ? ORDER BY position").all(pool.id);
    return rows.map((row) => JSON.parse(String(row["body"])) as User);
  }

  keepSession(id: string, session: Session): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO sessions (id, expires, body) VALUES (?, ?, ?)")
      .run(id, session.expiresAt, JSON.stringify(session));
  }

  session(id: string): Session | undefined {
    const row = this.#database.prepare("SELECT body FROM sessions WHERE id = ?").get(id);
    return row ? (JSON.parse(String(row["body"])) as Session) : undefined;
  }

  removeSession(id: string): void {
    this.#database.prepare("DELETE FROM sessions WHERE id = ?").run(id);
  }

  /** Remembers a finished sign-in; its tokens are good while it is remembered. */
  keepSignIn(origin: { id: string; pool: Pool; userName: string; expiresAt: number }): void {
    this.#database
      .prepare("INSERT INTO origins (id, owner, expires) VALUES (?, ?, ?)")
      .run(origin.id, ownerOf(origin.pool, origin.userName), origin.expiresAt);
  }

  hasSignIn(id: string): boolean {
    return this.#database.prepare("SELECT 1 FROM origins WHERE id = ?").get(id) !== undefined;
  }

  endSignIns(pool: Pool, userName: string): void {
    this.#database.prepare("DELETE FROM origins WHERE owner = ?").run(ownerOf(pool, userName));
  }

  close(): void {
    this.#database.close();
  }
}

function keyOf(pool: Pool, name: string): string {
  return isCaseSensitive(pool) ? name : name.toLowerCase();
}

function ownerOf(pool: Pool, name: string): string {
  return `${pool.id}/${keyOf(pool, name)}`;
}
